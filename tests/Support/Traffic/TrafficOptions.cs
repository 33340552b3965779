using System.Net;
using System.Text;

namespace Slipway.Tests.Support.Traffic;

/// <summary>What a <see cref="TrafficDriver"/> sends.</summary>
/// <param name="Target">Where to POST.</param>
/// <param name="Body">JSON of every request.</param>
public sealed record TrafficOptions(Uri Target, string Body)
{
    /// <summary>Requests in flight at most. Half of the workers keep their connection, half open a new one for each request.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Pause of each worker between two requests; default 10 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The driver stops by itself after this time; default 3 minutes.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A request that takes longer has failed; default 10 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A gRPC message, sent over HTTP/2 instead of the body; null: JSON.</summary>
    public byte[]? GrpcMessage { get; init; }

    /// <summary>Headers, or metadata, of every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a label from a good answer, such as the version that gave it.</summary>
    public Func<string, string> Label { get; init; } = _ => "ok";

    internal HttpRequestMessage NewRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Target);
        foreach (var (name, value) in Headers)
            request.Headers.Add(name, value);
        if (GrpcMessage is null)
        {
            request.Content = new StringContent(Body, Encoding.UTF8, "application/json");
            return request;
        }

        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.TE.Add(new("trailers"));
        request.Content = new ByteArrayContent(GrpcMessage) { Headers = { ContentType = new("application/grpc") } };
        return request;
    }

    /// <summary>What is wrong with an answer that has come to its end; null: nothing.</summary>
    internal string? FailureOf(HttpResponseMessage answer, string text)
    {
        if (!answer.IsSuccessStatusCode)
            return $"{(int)answer.StatusCode}: {text}";
        if (GrpcMessage is null)
            return null;
        var status = Metadata(answer, "grpc-status");
        return status == "0" ? null : $"gRPC status {status}: {Metadata(answer, "grpc-message")}";
    }

    // A call that fails before its answer has everything in its headers.
    private static string? Metadata(HttpResponseMessage answer, string name) =>
        answer.TrailingHeaders.TryGetValues(name, out var values) || answer.Headers.TryGetValues(name, out values) ? values.First() : null;
}
