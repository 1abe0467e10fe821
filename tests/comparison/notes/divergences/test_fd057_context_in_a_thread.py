"""The other remedy of FD057, a background task, runs the function too."""


async def test_background_task_runs_the_function(open_app):
    async with open_app("FD057", replace=[("await work()", "app.add_background_task(work)")]) as app:
        assert await app.get() == "200 done"
        assert await app.wait_for("worked for /")
