"""The same for programs."""

from flask import Blueprint, abort, jsonify, request
from flask.views import MethodView

api = Blueprint("api", __name__)
names: list[str] = []


class Names(MethodView):
    def get(self):
        return jsonify(names)

    def post(self):
        data = request.get_json()
        if "name" not in data:
            abort(400, "Who are you?")
        names.append(data["name"])
        return {"count": len(names)}, 201


api.add_url_rule("/names", view_func=Names.as_view("names"))


@api.errorhandler(400)
def refused(error):
    return jsonify(error=error.description), 400
