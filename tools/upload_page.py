"""Uploads frontend/ to the bucket of the deployed stack and prints the page's address: `python -m tools.upload_page staging`."""

import sys
import tomllib
import uuid
from pathlib import Path

import boto3

from local.gateway.static import CACHE_CONTROL, content_type

ROOT = Path(__file__).parents[1]


def main(environment: str) -> None:
    """Upload to the stack that samconfig.toml names for an environment."""
    where = tomllib.loads((ROOT / "samconfig.toml").read_text())[environment]["global"]["parameters"]
    print(publish(where["stack_name"], boto3.Session(region_name=where["region"]), ROOT / "frontend"))


def publish(stack: str, session: boto3.Session, folder: Path) -> str:
    """Upload a folder as the page of a stack, and return its address."""
    [described] = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
    upload(session, outputs["PageBucket"], folder)
    session.client("cloudfront").create_invalidation(
        DistributionId=outputs["PageDistribution"],
        InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(uuid.uuid4())},
    )
    return outputs["PageAddress"]


def upload(session: boto3.Session, bucket: str, folder: Path) -> None:
    """Upload the files of a folder to a bucket, and delete the other objects."""
    s3 = session.client("s3")
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    if folder / "index.html" not in files:
        raise FileNotFoundError(folder / "index.html")  # with an empty folder the page would be deleted
    # Files that index.html names are uploaded before it; files that it no longer names are deleted after it.
    for file in sorted(files, key=lambda file: (file.suffix == ".html", file)):
        s3.put_object(
            Bucket=bucket,
            Key=file.relative_to(folder).as_posix(),
            Body=file.read_bytes(),
            ContentType=content_type(file),
            CacheControl=CACHE_CONTROL,
        )
    wanted = {file.relative_to(folder).as_posix() for file in files}
    for listed in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for item in listed.get("Contents", []):
            if item["Key"] not in wanted:
                s3.delete_object(Bucket=bucket, Key=item["Key"])


if __name__ == "__main__":
    main(sys.argv[1])
