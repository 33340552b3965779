using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Slipway.Runtime.Server.Admission;

/// <summary>
/// Whether a token is a gateway's, for this model, and of now. A gateway sends the same token for half a minute, so that the signature is
/// checked once and then looked up. Only tokens in order are kept: what strangers send takes no memory.
/// </summary>
internal sealed class GatewayVerifier : IDisposable
{
    /// <summary>The longest life of a token from now on; a longer one is none of a gateway's.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(60);

    /// <summary>How far the clocks of two machines may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>As many gateways as there may be, with two tokens each; beyond, signatures are checked more often.</summary>
    private const int MostKnown = 256;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _known = new(StringComparer.Ordinal);
    private readonly string _audience;
    private readonly ImmutableArray<ECDsa> _keys;
    private readonly TimeProvider _time;

    /// <param name="trust">Whom to believe; every key has been looked at.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">A key is none.</exception>
    public GatewayVerifier(GatewayTrust trust, TimeProvider time)
    {
        (_audience, _time) = (trust.Audience, time);
        _keys = [.. trust.Keys.Select(key => GatewayKey.Read(key) ?? throw new ArgumentException("A gateway's key is no ECDSA key on P-256.", nameof(trust)))];
    }

    /// <summary>Whether whoever sends it may ask.</summary>
    public bool Admits(string token)
    {
        var now = _time.GetUtcNow();
        if (_known.TryGetValue(token, out var expires))
            return IsCurrent(expires, now);
        // What costs little comes first.
        if (GatewayToken.Read(token) is not { } read || read.Audience != _audience || !IsCurrent(read.Expires, now) || !IsSigned(read))
            return false;
        Keep(token, read.Expires, now);
        return true;
    }

    public void Dispose()
    {
        foreach (var key in _keys)
            key.Dispose();
    }

    private static bool IsCurrent(DateTimeOffset expires, DateTimeOffset now) => now < expires + ClockSkew && expires <= now + LongestLife + ClockSkew;

    private bool IsSigned(GatewayToken token)
    {
        lock (_gate)
            return _keys.Any(token.IsSignedBy);
    }

    private void Keep(string token, DateTimeOffset expires, DateTimeOffset now)
    {
        foreach (var (text, end) in _known)
        {
            if (!IsCurrent(end, now))
                _known.TryRemove(text, out _);
        }

        if (_known.Count < MostKnown)
            _known[token] = expires;
    }
}
