using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>The real docker-registry on a port of its own choice, over TLS unless said otherwise.</summary>
internal sealed partial class DockerRegistry : IAsyncDisposable
{
    public const string Program = "/usr/bin/docker-registry";
    public const string Repository = "team/ocr";
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";

    private readonly TemporaryDirectory _directory;
    private readonly ChildProcess _process;
    private readonly HttpClient _client;

    private DockerRegistry(TemporaryDirectory directory, ChildProcess process, TestCertificates? certificates, string address)
    {
        (_directory, _process, Address) = (directory, process, address);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Equals(certificates?.Server) == true;
        _client = new HttpClient(handler) { BaseAddress = new Uri($"{(certificates is null ? "http" : "https")}://{address}/v2/{Repository}/") };
    }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    public string Uri(string reference = ":1") => $"oci://{Address}/{Repository}{reference}";

    /// <param name="storage">Where its content lies, which several may share.</param>
    /// <param name="certificates">For TLS; null: plain http.</param>
    /// <param name="auth">The auth section of its configuration in JSON; null: everyone may do everything.</param>
    public static async Task<DockerRegistry> StartAsync(string storage, TestCertificates? certificates, string? auth = null)
    {
        var directory = new TemporaryDirectory();
        var tls = certificates is null
            ? null
            : new { certificate = directory.Write("tls.crt", certificates.ServerPem), key = directory.Write("tls.key", certificates.ServerKeyPem) };
        var configuration = directory.Write("config.yml", JsonSerializer.Serialize(new
        {
            version = "0.1",
            storage = new { filesystem = new { rootdirectory = storage } },
            http = new { addr = "127.0.0.1:0", tls },
            auth = auth is null ? null : JsonNode.Parse(auth),
        }));
        var process = ChildProcess.Start(Program, ["serve", configuration]);
        var address = await Eventually.GetAsync(
            () => Task.FromResult(process.HasExited
                ? throw new InvalidOperationException(process.Output + process.Errors)
                : ListeningOn().Match(process.Output + process.Errors) is { Success: true } match ? match.Groups["address"].Value : null),
            "the registry to listen",
            TimeSpan.FromSeconds(30));
        return new DockerRegistry(directory, process, certificates, address);
    }

    /// <summary>Pushes a blob and describes it.</summary>
    public async Task<object> PushAsync(byte[] content, string mediaType, object? annotations = null)
    {
        var digest = "sha256:" + StoreFixture.Hex(content);
        using var started = await _client.PostAsync("blobs/uploads/", null);
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var location = new UriBuilder(started.Headers.Location!);
        location.Query = $"{location.Query.TrimStart('?')}&digest={System.Uri.EscapeDataString(digest)}";
        using var body = new ByteArrayContent(content);
        using var done = await _client.PutAsync(location.Uri, body);
        done.StatusCode.ShouldBe(HttpStatusCode.Created);
        return new { mediaType, digest, size = content.Length, annotations };
    }

    /// <summary>Pushes a manifest with these layers and returns its digest.</summary>
    public async Task<string> TagAsync(string tag, string configType, params object[] layers)
    {
        var config = await PushAsync("{}"u8.ToArray(), configType);
        return await PutManifestAsync(tag, OciManifest, new { schemaVersion = 2, mediaType = OciManifest, config, layers });
    }

    public async Task<string> PutManifestAsync(string tag, string mediaType, object manifest)
    {
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest));
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var done = await _client.PutAsync($"manifests/{tag}", body);
        done.StatusCode.ShouldBe(HttpStatusCode.Created, await done.Content.ReadAsStringAsync());
        return "sha256:" + StoreFixture.Hex(bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _client.Dispose();
        _directory.Dispose();
    }

    [GeneratedRegex(@"listening on (?<address>127\.0\.0\.1:[1-9][0-9]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ListeningOn();
}
