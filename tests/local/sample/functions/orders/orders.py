"""Keeps each order's body in the bucket; orders that say so fail, crash or hang first."""

import os
import time
from typing import Any

import boto3


def handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    failures: list[dict[str, str]] = []
    for record in event["Records"]:
        attempt = record["attributes"]["ApproximateReceiveCount"]
        match record["body"]:
            case "crash" if attempt == "1":
                os._exit(1)
            case "hang" if attempt == "1":
                time.sleep(10)
            case "fail once" if attempt == "1":
                failures.append({"itemIdentifier": record["messageId"]})
                continue
            case "fail always":
                failures.append({"itemIdentifier": record["messageId"]})
                continue
        boto3.client("s3").put_object(
            Bucket=os.environ["BUCKET"],
            Key=f"orders/{record['body']}",
            Body=f"{record['messageId']} attempt {attempt} of {record['eventSourceARN']}".encode(),
        )
    return {"batchItemFailures": failures}
