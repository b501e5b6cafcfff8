"""The analyst that asks a language model: masking, prompts, the conversation and the client."""
