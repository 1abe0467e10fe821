"""The text of an app's first page on a target."""


async def text(app_runner, side, target):
    async with app_runner.client(side, target) as (client, _):
        response = await client.get("/")
        return response.text
