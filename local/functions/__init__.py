"""Lambda's stand-in: function processes, queues that invoke them, schedules."""
