namespace Slipway.Gateway.Access;

/// <summary>What the gateway thinks of a caller.</summary>
internal enum AccessVerdict
{
    /// <summary>What the model's spec names is missing or cannot be read: nobody is let in. First, so that what was never decided lets nobody in.</summary>
    NotSetUp,

    Allowed,

    /// <summary>Neither a key nor a token came.</summary>
    NoCredentials,

    /// <summary>The key is nobody's.</summary>
    UnknownKey,

    /// <summary>The token is malformed, expired, not signed by the issuer, or for someone else.</summary>
    InvalidToken,

    /// <summary>The token is good, but does not say that its bearer may do this.</summary>
    MissingScope,

    /// <summary>More requests per second than the caller may send.</summary>
    RateLimited,

    /// <summary>More requests at once than the caller may send.</summary>
    TooManyAtOnce,
}
