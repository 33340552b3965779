using System.Globalization;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.EndToEnd.Harness;

/// <summary>A real S3 endpoint (s3rver) with one bucket.</summary>
internal sealed class S3Store : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ChildProcess server;
    private readonly string address;

    private S3Store(string host, int port)
    {
        address = $"http://{host}:{port}";
        server = ChildProcess.Start("node", [
            Path.Join(RepositoryPaths.NodeModules, "s3rver/bin/s3rver.js"),
            "--directory", directory.Path, "--address", host, "--port", port.ToString(CultureInfo.InvariantCulture), "--configure-bucket", "models"]);
    }

    /// <summary>Starts the store with one object in its bucket.</summary>
    public static async Task<S3Store> StartAsync(string host, string bucket, string file)
    {
        var store = new S3Store(host, FreePort.Next());
        await Eventually.TrueAsync(() => Directory.Exists(Path.Join(store.directory.Path, bucket)), "the bucket");
        await store.PutAsync(bucket, Path.GetFileName(file), file);
        return store;
    }

    /// <summary>Puts an object there, in place of one of the same name.</summary>
    public async Task PutAsync(string bucket, string name, string file)
    {
        // s3rver keeps objects as files, so that a copy is an upload; it makes the ETag where there is none.
        var place = Path.Join(directory.Path, bucket, name);
        File.Copy(file, $"{place}._S3rver_object", overwrite: true);
        File.Delete($"{place}._S3rver_object.md5");
        await File.WriteAllTextAsync($"{place}._S3rver_metadata.json", """{"content-type":"application/octet-stream"}""");
    }

    /// <summary>A Secret with the keys that the runtime reads.</summary>
    public Task CreateSecretAsync(string @namespace, string name, string accessKey = "S3RVER") =>
        Kubectl.RunAsync("create", "secret", "generic", name, "-n", @namespace,
            $"--from-literal=AWS_ACCESS_KEY_ID={accessKey}", "--from-literal=AWS_SECRET_ACCESS_KEY=S3RVER",
            "--from-literal=AWS_REGION=us-east-1", $"--from-literal=AWS_ENDPOINT_URL={address}", "--from-literal=AWS_S3_FORCE_PATH_STYLE=true");

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        directory.Dispose();
    }
}
