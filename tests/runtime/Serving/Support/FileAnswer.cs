using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>Answers with a file, by ranges when asked, and with the misbehaviour that a test wants.</summary>
internal sealed class FileAnswer(byte[] content)
{
    public byte[] Content { get; set; } = content;

    public string? ETag { get; set; } = "\"v1\"";

    public bool KnowsRanges { get; set; } = true;

    /// <summary>Whether it says so in Accept-Ranges.</summary>
    public bool SaysRanges { get; set; }

    public bool SaysLength { get; set; } = true;

    /// <summary>How many bytes the n-th request gets before its connection is cut; null: all.</summary>
    public Func<int, int?> CutAfter { get; set; } = static _ => null;

    /// <summary>Instead of cutting, goes silent until the client leaves.</summary>
    public bool StallsInstead { get; set; }

    public async Task AnswerAsync(HttpContext context, int number)
    {
        var (request, response) = (context.Request, context.Response);
        var (start, stop) = (0, Content.Length);
        if (SaysRanges) response.Headers.AcceptRanges = "bytes";
        if (KnowsRanges && Range(request) is { } range && request.Headers.IfRange == ETag)
        {
            (start, stop) = (range.From, Math.Min(range.To ?? stop, stop));
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {start}-{stop - 1}/{Content.Length}";
        }

        if (ETag is not null) response.Headers.ETag = ETag;
        if (SaysLength) response.ContentLength = stop - start;
        var end = CutAfter(number) is { } cut ? Math.Min(start + cut, stop) : stop;
        await response.Body.WriteAsync(Content.AsMemory(start, end - start), context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
        if (end == stop) return;
        if (StallsInstead) await SilenceAsync(context);
        else context.Abort();
    }

    public static async Task SilenceAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static (int From, int? To)? Range(HttpRequest request)
    {
        var text = request.Headers.Range.ToString();
        if (!text.StartsWith("bytes=", StringComparison.Ordinal)) return null;
        var ends = text[6..].Split('-');
        return (int.Parse(ends[0], CultureInfo.InvariantCulture), ends[1].Length == 0 ? null : int.Parse(ends[1], CultureInfo.InvariantCulture) + 1);
    }
}
