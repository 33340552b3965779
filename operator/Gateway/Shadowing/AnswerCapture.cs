using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slipway.Gateway.Shadowing;

/// <summary>A request that is to be copied: keeps the caller's answer as it goes by, where it is needed for the comparison.</summary>
internal sealed class AnswerCapture(ShadowRule rule, ShadowLease lease, DateTimeOffset began) : IDisposable
{
    /// <summary>The largest answer of the serving version that is kept.</summary>
    public const int MaxAnswerBytes = 4 * 1024 * 1024;

    private bool isHandedOn;

    private readonly BoundedBuffer? buffer = rule.Tolerances is null ? null : new BoundedBuffer(lease, MaxAnswerBytes);

    public ShadowRule Rule { get; } = rule;

    /// <summary>What it has taken of the budget.</summary>
    public ShadowLease Lease => lease;

    /// <summary>When the request came.</summary>
    public DateTimeOffset Began { get; } = began;

    /// <summary>Why the answer is not here; null: it is, or is not needed.</summary>
    public DropCause? Lack => buffer?.Lack;

    /// <summary>A piece of the answer goes by.</summary>
    public void Add(ReadOnlySpan<byte> piece) => buffer?.TryAdd(piece);

    /// <summary>Whether the caller was answered with success; ask before the answer is complete.</summary>
    public static bool IsSuccess(HttpContext context, bool isGrpc)
    {
        if (context.Response.StatusCode is < 200 or > 299)
            return false;
        if (!isGrpc)
            return true;
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        return trailers is not null && trailers.TryGetValue("grpc-status", out var status) && status == "0";
    }

    /// <summary>The answer; null: it is not compared.</summary>
    public CapturedAnswer? Answer(IHeaderDictionary headers, bool isGrpc)
    {
        if (buffer is null)
            return null;
        var json = int.TryParse(headers[ShadowHeaders.JsonLength], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : (int?)null;
        var encoding = isGrpc ? headers["grpc-encoding"] : headers.ContentEncoding;
        return new CapturedAnswer(buffer.Bytes, isGrpc, json, encoding.ToString());
    }

    /// <summary>The copy has the lease from now on, and gives it back.</summary>
    public ShadowLease HandOn()
    {
        isHandedOn = true;
        return lease;
    }

    public void Dispose()
    {
        if (!isHandedOn)
            lease.Dispose();
    }
}
