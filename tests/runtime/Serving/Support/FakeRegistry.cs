using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>A registry that answers whatever a test wants, where the real one would not.</summary>
internal sealed class FakeRegistry
{
    private readonly Dictionary<string, FileAnswer> _blobs = [];

    /// <summary>The manifest of every tag and digest.</summary>
    public byte[] Manifest { get; set; } = [];

    /// <summary>Runs first; answers by itself when it returns true.</summary>
    public Func<HttpContext, bool> Before { get; set; } = static _ => false;

    public FileAnswer Blob(string digest) => _blobs[digest];

    /// <summary>Adds a blob and describes it; the digest may be a lie.</summary>
    public object Add(byte[] content, string mediaType, string? title = null, string? digest = null)
    {
        digest ??= "sha256:" + StoreFixture.Hex(content);
        _blobs[digest] = new FileAnswer(content) { ETag = null };
        var annotations = title is null ? null : new Dictionary<string, string> { ["org.opencontainers.image.title"] = title };
        return new { mediaType, digest, size = content.Length, annotations };
    }

    public void Tag(params object[] layers) => TagAs("application/vnd.oci.empty.v1+json", layers);

    public void TagAs(string configType, params object[] layers) =>
        Manifest = JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, config = new { mediaType = configType }, layers });

    public async Task AnswerAsync(HttpContext context, int number)
    {
        if (Before(context)) return;
        var parts = context.Request.Path.Value!.Split('/');
        if (parts[^2] == "manifests") await context.Response.Body.WriteAsync(Manifest);
        else await _blobs[parts[^1]].AnswerAsync(context, number);
    }
}
