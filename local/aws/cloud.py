"""The process that stands in for AWS: moto's server with additions. Run as `python -m local.aws.cloud`.

- IAM is enforced from the first request, with one administrator whose key the stack chooses.
- Credentials of a function's role, as the Lambda service gets them: only if the role trusts lambda.amazonaws.com (moto cannot
  evaluate a service principal).
- S3 objects are stored on disk, and presigned links are checked (moto does neither).
- A mailbox with the mails that SES was asked to send.
- Keys of KMS are derived from a secret of the data folder, so that what they encrypted stays readable.
- Physical names have a fixed suffix, so that a stack has the same names after a restart of the process.
"""

import argparse
import hmac
import itertools
import json
import os
import threading
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.cloudformation import parsing
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.iam.access_control import AssumedRoleAccessKey, IAMRequestBase
from moto.iam.models import iam_backends
from moto.kms import models as kms
from moto.kms.responses import KmsResponse
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.s3.models import s3_backends
from moto.secretsmanager.responses import SecretsManagerResponse
from moto.ses.models import SESBackend, ses_backends
from moto.ses.responses import EmailResponse
from moto.sesv2.responses import SESV2Response
from moto.sqs.models import Queue
from moto.sts.models import sts_backends
from werkzeug.exceptions import Forbidden, HTTPException
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from local import REGION
from local.aws import presigned
from local.aws.stored_objects import StoredObjects

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


SUFFIX = "LOCAL"
CREDENTIALS_SECONDS = 3600
_PARTITION = "aws"


class Cloud:
    """The WSGI application in front of moto's."""

    def __init__(
        self, endpoint: str, access_key_id: str, secret_access_key: str, objects: Path, key_secret: bytes
    ) -> None:
        self._secret = secret_access_key
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._objects = StoredObjects(objects)
        self._objects.follow()
        self._mail_lock = threading.Lock()
        self._mail_shown = 0
        _administrator(access_key_id, secret_access_key)
        _adapt_moto(endpoint, key_secret)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        try:
            _refuse_foreign_hosts(request)
            if request.path.startswith("/_local/"):
                return self._own(request)(environ, start_response)
            if request.path.startswith("/moto-api"):
                raise Forbidden
            _accept_presigned(environ, request)
        except HTTPException as refusal:
            return refusal(environ, start_response)
        answer = list(self._moto(environ, start_response))
        self._objects.save(s3_backends[DEFAULT_ACCOUNT_ID][_PARTITION])
        self._show_mail()
        return answer

    def _own(self, request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("X-Local-Key", ""), self._secret):
            raise Forbidden
        match request.path:
            case "/_local/credentials":
                content: object = role_credentials(request.args["role"], request.args["session"])
            case "/_local/mail":
                content = mail()
            case _:
                content = {}
        return Response(json.dumps(content), content_type="application/json")

    def _show_mail(self) -> None:
        """Print a line for each new mail; the stack shows it."""
        with self._mail_lock:
            new = mail()[self._mail_shown :]
            self._mail_shown += len(new)
        for message in new:
            print(f"MAIL {json.dumps(message)}", flush=True)


def role_credentials(role_arn: str, session: str) -> dict[str, str]:
    """Assume a function's role as the Lambda service does.

    Raises
    ------
    Forbidden
        The role does not trust lambda.amazonaws.com.
    """
    role = iam_backends[DEFAULT_ACCOUNT_ID][_PARTITION].get_role_by_arn(role_arn)
    if not _trusts_lambda(json.loads(role.assume_role_policy_document)):
        raise Forbidden(f"{role_arn} does not let lambda.amazonaws.com assume it")
    assumed = sts_backends[DEFAULT_ACCOUNT_ID][_PARTITION].assume_role(
        REGION, session, role_arn, "", CREDENTIALS_SECONDS, ""
    )
    return {
        "AWS_ACCESS_KEY_ID": assumed.access_key_id,
        "AWS_SECRET_ACCESS_KEY": assumed.secret_access_key,
        "AWS_SESSION_TOKEN": assumed.session_token,
    }


def mail() -> list[dict[str, object]]:
    """Return what SES was asked to send, oldest first."""
    return [
        {
            "id": message.id,
            "from": message.source,
            "to": _recipients(message.destinations),
            "subject": getattr(message, "subject", ""),
            "body": getattr(message, "body", None) or getattr(message, "raw_data", ""),
        }
        for message in ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    ]


def _recipients(destinations: object) -> list[object]:
    """Return the addresses; moto stores those of mail that is not raw by kind."""
    if isinstance(destinations, dict):
        return [address for kind in destinations.values() for address in kind]
    return _listed(destinations)


def _trusts_lambda(policy: dict[str, list[dict[str, object]]]) -> bool:
    for statement in policy["Statement"]:
        principal = statement.get("Principal")
        services = _listed(principal.get("Service")) if isinstance(principal, dict) else []
        if (
            statement.get("Effect") == "Allow"
            and "sts:AssumeRole" in _listed(statement.get("Action"))
            and "lambda.amazonaws.com" in services
        ):
            return True
    return False


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _refuse_foreign_hosts(request: Request) -> None:
    """Refuse requests to another host name: another site must not reach this server through its own name (DNS rebinding)."""
    if request.host.rpartition(":")[0] not in ("127.0.0.1", "localhost", request.environ["SERVER_NAME"]):
        raise Forbidden


def _accept_presigned(environ: "WSGIEnvironment", request: Request) -> None:
    """Check a presigned link, then replace it by the plain request that its signer could have sent."""
    path, _, query = environ["REQUEST_URI"].partition("?")
    link = presigned.parse(
        request.method, path, query, {name.lower(): value for name, value in request.headers.items()}
    )
    if link is None:
        return
    key = iam_backends[DEFAULT_ACCOUNT_ID][_PARTITION].access_keys.get(link.access_key_id)
    if key is None:
        raise Forbidden("The AWS access key ID you provided does not exist in our records")
    try:
        presigned.check(link, key.secret_access_key, datetime.now(UTC))
    except presigned.LinkError as error:
        raise Forbidden(str(error)) from error
    url = f"http://{request.host}{path}" + (f"?{link.remaining_query}" if link.remaining_query else "")
    plain = AWSRequest(method=request.method, url=url, headers={"Host": request.host})
    token = link.parameters.get("X-Amz-Security-Token")
    S3SigV4Auth(Credentials(link.access_key_id, key.secret_access_key, token), "s3", REGION).add_auth(plain)
    environ.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in plain.headers.items()})
    environ["QUERY_STRING"] = link.remaining_query
    environ["REQUEST_URI"] = environ["RAW_URI"] = path + (f"?{link.remaining_query}" if link.remaining_query else "")


def _administrator(access_key_id: str, secret_access_key: str) -> None:
    """Create the identity of the stack itself, which may do everything."""
    iam = iam_backends[DEFAULT_ACCOUNT_ID][_PARTITION]
    iam.create_user(REGION, "stack")
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.put_user_policy("stack", "everything", json.dumps(everything))
    key = iam.create_access_key("stack")
    del iam.access_keys[key.access_key_id]
    key.access_key_id, key.secret_access_key = access_key_id, secret_access_key
    iam.access_keys[access_key_id] = key


def _adapt_moto(endpoint: str, key_secret: bytes) -> None:
    """Change what moto does not offer as a setting."""
    numbers = {what: itertools.count() for what in ("id", "material")}

    def derived(what: str) -> bytes:
        """Return 32 bytes for the next key: the same in each process, as moto makes the keys in the template's order."""
        return hmac.digest(key_secret, f"{what} {next(numbers[what])}".encode(), "sha256")

    replacements: list[tuple[object, str, object]] = [
        (parsing, "random_suffix", lambda: SUFFIX),
        (Queue, "physical_resource_id", property(lambda queue: f"{endpoint}/{queue.account_id}/{queue.name}")),
        # Without these moto asks for permission on "*", which a policy that names its resources never gives.
        (SecretsManagerResponse, "_determine_resource", lambda response: response._get_param("SecretId") or "*"),
        (KmsResponse, "_determine_resource", lambda response: response._get_param("KeyId") or "*"),
        # What was encrypted has to be readable after a restart of the process.
        (kms, "generate_key_id", lambda _multi_region=False: str(uuid.UUID(bytes=derived("id")[:16], version=4))),
        (kms, "generate_master_key", lambda: derived("material")),
        (EmailResponse, "_determine_resource", lambda response: _identity(response._get_param("Source"))),
        (SESV2Response, "_determine_resource", lambda response: _identity(_sender(response.body))),
        (IAMRequestBase, "_create_aws_request", _signed_as_sent(IAMRequestBase._create_aws_request)),
        (AssumedRoleAccessKey, "collect_policies", _as_documents(AssumedRoleAccessKey.collect_policies)),
        # Addresses are not verified on one machine.
        (SESBackend, "_is_verified_address", lambda _backend, _source: True),
    ]
    for owner, name, replacement in replacements:
        setattr(owner, name, replacement)


def _signed_as_sent(rebuild: Callable[[IAMRequestBase], AWSRequest]) -> Callable[[IAMRequestBase], AWSRequest]:
    """Let moto hash the empty body of a GET as empty; it hashes the headers instead."""

    def rebuilt(request: IAMRequestBase) -> AWSRequest:
        signed = rebuild(request)
        if request._method in ("GET", "HEAD", "DELETE") and not request._body:
            signed.data = b""
        return signed

    return rebuilt


def _as_documents(
    collect: Callable[[AssumedRoleAccessKey], list[str]],
) -> Callable[[AssumedRoleAccessKey], list[object]]:
    """Give moto's check of permissions JSON text: its CloudFormation stores inline policies as dictionaries, with AWS::NoValue as None."""

    def collected(key: AssumedRoleAccessKey) -> list[object]:
        return [_as_document(policy) for policy in collect(key)]

    return collected


def _as_document(policy: object) -> object:
    if not isinstance(policy, dict) or "Statement" not in policy:
        return policy
    return json.dumps({**policy, "Statement": [item for item in _listed(policy["Statement"]) if item is not None]})


def _sender(body: str) -> str | None:
    request = json.loads(body or "{}")
    return request.get("FromEmailAddress") if isinstance(request, dict) else None


def _identity(sender: str | None) -> str:
    domain = (sender or "").rpartition("@")[2].rstrip(">")
    return f"arn:aws:ses:{REGION}:{DEFAULT_ACCOUNT_ID}:identity/{domain}" if domain else "*"


class _Handler(MotoRequestHandler):
    disable_nagle_algorithm = True  # otherwise the body waits 40 ms for the client to acknowledge the headers

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing: the functions have their own logs."""


def main() -> None:
    """Serve until killed. The administrator's key comes from the environment, where `ps` does not show it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--objects", type=Path, required=True)
    arguments = parser.parse_args()
    endpoint = f"http://{arguments.host}:{arguments.port}"
    key = os.environ["STACK_ACCESS_KEY_ID"], os.environ["STACK_SECRET_ACCESS_KEY"]
    application = Cloud(endpoint, *key, arguments.objects, os.environ["STACK_KEY_SECRET"].encode())
    server = make_server(arguments.host, arguments.port, application, threaded=True, request_handler=_Handler)
    server.serve_forever()


if __name__ == "__main__":
    main()
