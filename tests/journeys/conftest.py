"""The costly servers that journeys share: a real MediaWiki, a real keyring."""

from tests.support.mediawiki import mediawiki, mediawiki_server
from tests.support.secrets import secret_service

__all__ = ["mediawiki", "mediawiki_server", "secret_service"]
