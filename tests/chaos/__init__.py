"""Between a browser and its server: a proxy that does everything that networks, proxies and operators do to bytes.

`plan.py` draws a plan from a seed, `proxy.py` carries it out, `world.py` has somebody use a page meanwhile and looks at
what came of it. `python -m tests.chaos --plans 5000` runs as many plans as wanted; a failing plan is named by its seed.
"""
