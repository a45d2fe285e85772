"""The module `random` in the browser. Not for secrets, and without seeds: numbers come from the browser."""

import math

from browser import window

random = window.Math.random


def uniform(a, b):
    return a + (b - a) * random()


def randrange(start, stop=None, step=1):
    if stop is None:
        start, stop = 0, start
    numbers = range(start, stop, step)
    if not numbers:
        raise ValueError("empty range for randrange()")
    return numbers[int(random() * len(numbers))]


def randint(a, b):
    return randrange(a, b + 1)


def getrandbits(k):
    value = 0
    for _ in range(k):
        value = value * 2 + (random() < 0.5)
    return value


def choice(sequence):
    if not len(sequence):
        raise IndexError("Cannot choose from an empty sequence")
    return sequence[int(random() * len(sequence))]


def choices(population, weights=None, *, cum_weights=None, k=1):
    if cum_weights is None and weights is not None:
        cum_weights = []
        total = 0
        for weight in weights:
            total += weight
            cum_weights.append(total)
    if cum_weights is None:
        return [choice(population) for _ in range(k)]
    found = []
    for _ in range(k):
        at = random() * cum_weights[-1]
        index = 0
        while cum_weights[index] <= at:
            index += 1
        found.append(population[index])
    return found


def shuffle(x):
    for i in range(len(x) - 1, 0, -1):
        j = int(random() * (i + 1))
        x[i], x[j] = x[j], x[i]


def sample(population, k):
    pool = list(population)
    if not 0 <= k <= len(pool):
        raise ValueError("Sample larger than population or is negative")
    shuffle(pool)
    return pool[:k]


def gauss(mu=0.0, sigma=1.0):
    return mu + sigma * math.sqrt(-2 * math.log(1 - random())) * math.cos(2 * math.pi * random())


normalvariate = gauss


def expovariate(lambd=1.0):
    return -math.log(1 - random()) / lambd


def triangular(low=0.0, high=1.0, mode=None):
    u = random()
    c = 0.5 if mode is None else (mode - low) / (high - low)
    if u > c:
        u, c, low, high = 1 - u, 1 - c, high, low
    return low + (high - low) * math.sqrt(u * c)
