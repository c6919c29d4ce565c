"""What each student's server and kernels are started with; JupyterHub reads it with its own."""

c = get_config()  # noqa: F821  (JupyterHub puts it there)

c.Spawner.environment = {
    "OMP_NUM_THREADS": "1",  # nothing here is large enough for more threads
    # What is free at the end of the heap goes back to the system. Where nobody sets a number, the
    # one of the C library grows with what is used, and a kernel keeps 13 MB of it.
    "MALLOC_TRIM_THRESHOLD_": "131072",
    # One heap for all threads: a kernel has fifteen, most of which wait. It takes 3 MB less.
    "MALLOC_ARENA_MAX": "1",
}
# Where twenty start at once on two cores, a server answers later than within the 30 seconds that
# JupyterHub waits for it: 13 of 20 were given up.
c.Spawner.http_timeout = 120
c.Spawner.start_timeout = 180
