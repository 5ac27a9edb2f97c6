"""What each figure of a draft says: mentions with their sentences become claims."""

from factcheck.claims.assembly import make_claims

__all__ = ["make_claims"]
