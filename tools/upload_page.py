"""Uploads frontend/ to the bucket of the deployed stack and prints the page's address: `python -m tools.upload_page staging`."""

import sys
import tomllib
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import boto3

from local.gateway.static import cache_control, content_type
from tools.published_page import published

ROOT = Path(__file__).parents[1]
#: A page that is open loads its other screens from the release that it began with.
KEPT = timedelta(days=7)


def main(environment: str) -> None:
    """Upload to the stack that samconfig.toml names for an environment."""
    where = tomllib.loads((ROOT / "samconfig.toml").read_text())[environment]["global"]["parameters"]
    print(
        publish(where["stack_name"], boto3.Session(region_name=where["region"]), ROOT / "frontend", datetime.now(UTC))
    )


def publish(stack: str, session: boto3.Session, folder: Path, now: datetime) -> str:
    """Upload a folder as the page of a stack, and return its address; `now` decides which older files are deleted."""
    [described] = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
    upload(session, outputs["PageBucket"], folder, now)
    session.client("cloudfront").create_invalidation(
        DistributionId=outputs["PageDistribution"],
        InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(uuid.uuid4())},
    )
    return outputs["PageAddress"]


def upload(session: boto3.Session, bucket: str, folder: Path, now: datetime) -> None:
    """Upload the files of a folder to a bucket, and delete objects of releases that nobody should have open any more."""
    s3 = session.client("s3")
    files = published(folder)
    # The files that index.html names are uploaded before it.
    for key, content in sorted(files.items(), key=lambda file: file[0] == "index.html"):
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=content,
            ContentType=content_type(PurePosixPath(key)),
            CacheControl=cache_control(key),
        )
    for listed in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for item in listed.get("Contents", []):
            if item["Key"] not in files and item["LastModified"] < now - KEPT:
                s3.delete_object(Bucket=bucket, Key=item["Key"])


if __name__ == "__main__":
    main(sys.argv[1])
