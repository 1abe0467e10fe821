"""The app's own tests, as it had them with Flask."""

from . import make_app


def check_all(folder):
    app = make_app(folder)
    client = app.test_client()
    assert client.post("/sign", data={"name": "Ann"}).get_data(as_text=True) == "thank you, Ann"
    answer = client.get("/")
    assert "Ann" in answer.get_data(as_text=True)
    assert client.post("/api/names", json={}).status_code == 400
    with app.app_context():
        return app.name
