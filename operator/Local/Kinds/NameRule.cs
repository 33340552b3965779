namespace Slipway.Local.Kinds;

/// <summary>What an object's name may look like.</summary>
internal enum NameRule
{
    /// <summary>RFC 1123 labels joined by dots, at most 253 characters.</summary>
    Subdomain,

    /// <summary>One RFC 1123 label, at most 63 characters.</summary>
    Label,

    /// <summary>A label that starts with a letter (RFC 1035), as Services need.</summary>
    ServiceLabel,
}
