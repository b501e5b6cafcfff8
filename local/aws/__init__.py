"""AWS's stand-ins: moto's server with what the stack needs beyond it, the template deployed to it, objects kept on disk."""
