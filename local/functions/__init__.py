"""A stand-in for Lambda: function processes, queues that invoke them, schedules."""
