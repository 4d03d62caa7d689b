"""The sample service in Python: FastAPI, with the model, the end points and the JSON of `obor serve`.

usage: service.py WEIGHTS.pth PORT plain|batched

"plain" asks the model in each request, as FastAPI's own pages show it. "batched" brings requests together as `obor serve`
does: what waits goes to the model at once, up to 32.
"""

import asyncio
import sys

import torch
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, Field
from torch import nn

LARGEST_BATCH = 32


class Picture(BaseModel):
    pixels: list[float] = Field(min_length=784, max_length=784)


def answer(row):
    return {"digit": max(range(10), key=row.__getitem__), "probabilities": row}


def make(model, batched):
    app = FastAPI()
    waiting = asyncio.Queue(256)

    def ask(pictures):
        with torch.inference_mode():
            return model(torch.tensor(pictures)).softmax(1).tolist()

    async def batches():
        while True:
            batch = [await waiting.get()]
            while len(batch) < LARGEST_BATCH and not waiting.empty():
                batch.append(waiting.get_nowait())
            for (_, future), row in zip(batch, ask([pixels for pixels, _ in batch])):
                future.set_result(row)

    @app.on_event("startup")
    async def start():
        app.state.task = asyncio.create_task(batches())

    @app.get("/health")
    async def health():
        return {"status": "ok"}

    if batched:

        @app.post("/predict")
        async def predict(picture: Picture):
            future = asyncio.get_running_loop().create_future()
            await waiting.put((picture.pixels, future))
            return answer(await future)

    else:

        @app.post("/predict")
        async def predict(picture: Picture):
            return answer(ask([picture.pixels])[0])

    return app


if __name__ == "__main__":
    weights, port, kind = sys.argv[1:]
    torch.set_num_threads(1)
    linear = nn.Linear(784, 10)
    linear.load_state_dict({name.removeprefix("linear."): value for name, value in torch.load(weights).items()})
    uvicorn.run(make(linear.eval(), kind == "batched"), port=int(port), log_level="warning", access_log=False)
