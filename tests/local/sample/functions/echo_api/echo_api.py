"""Answers with the event it got, or does what `?do=` asks."""

import json
import os
import time
from typing import Any

import boto3

CALLS = 0


def handler(event: dict[str, Any], context: Any) -> object:
    global CALLS
    CALLS += 1
    what = (event.get("queryStringParameters") or {}).get("do") or event.get("do")
    if what == "sleep":
        time.sleep(30)
    if what == "crash":
        os._exit(3)
    if what == "raise":
        raise ValueError("on purpose")
    if what == "plain":
        return {"any": "value"}
    if what == "bad":
        return {"statusCode": 200, "body": {"not": "text"}}
    if what == "binary":
        return {
            "statusCode": 201,
            "headers": {"Content-Type": "image/png"},
            "body": "iVBORw==",
            "isBase64Encoded": True,
            "cookies": ["a=1; HttpOnly", "b=2"],
        }
    if what == "environment":
        return dict(os.environ)
    if what == "secret":
        return boto3.client("secretsmanager").get_secret_value(SecretId=os.environ[event["name"]])["SecretString"]
    if what == "put":
        boto3.client("s3").put_object(Bucket=os.environ["BUCKET"], Key=event["key"], Body=b"kept", ContentType="text/x")
        return "put"
    if what == "send":
        boto3.client("sqs").send_message(QueueUrl=os.environ["ORDERS_URL"], MessageBody=event["body"])
        return "sent"
    if what == "receive":
        return boto3.client("sqs").receive_message(QueueUrl=os.environ["ORDERS_URL"])
    if what == "presign":
        return boto3.client("s3").generate_presigned_url(
            "get_object", Params={"Bucket": os.environ["BUCKET"], "Key": event["key"]}, ExpiresIn=event["seconds"]
        )
    if what == "mail":
        boto3.client("ses").send_email(
            Source=event["from"],
            Destination={"ToAddresses": ["anna@example.com"]},
            Message={"Subject": {"Data": "Zażółć"}, "Body": {"Text": {"Data": "treść"}}},
        )
        return "mailed"
    body = {"event": event, "calls": CALLS, "remaining": context.get_remaining_time_in_millis(), "pid": os.getpid()}
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
