"""Run the development server on this machine: `python -m flask_app`."""

from . import SettingError, create_app

if __name__ == "__main__":
    try:
        app = create_app()
    except SettingError as error:
        raise SystemExit(f"{__package__}: {error.message}") from None
    app.run(host="127.0.0.1", port=5000, use_reloader=app.debug)
