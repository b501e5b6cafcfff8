"""A stand-in for AWS: moto's server with additions, the template deployed to it, S3 objects stored on disk."""
