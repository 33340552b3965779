using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>The real s3rver from node_modules, in a process of its own, with one bucket.</summary>
public sealed class S3Server : IAsyncLifetime, IDisposable
{
    public const string Bucket = "models";

    /// <summary>The only account that s3rver knows, and its secret.</summary>
    public const string AccessKey = "S3RVER";

    private readonly TemporaryDirectory _data = new();
    private Process? _process;

    public string Endpoint { get; private set; } = "";

    private static string Script => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NodeModules").Value + "s3rver/bin/s3rver.js";

    public async Task InitializeAsync()
    {
        var port = FreePort();
        Endpoint = $"http://127.0.0.1:{port}";
        _process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { Script, "-d", _data.Path, "-a", "127.0.0.1", "-p", $"{port}", "--silent", "--configure-bucket", Bucket },
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        });
        await UntilItAnswersAsync(port);
    }

    public async Task PutAsync(string key, byte[] content)
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(AccessKey, AccessKey), new AmazonS3Config { ServiceURL = Endpoint, ForcePathStyle = true });
        using var stream = new MemoryStream(content);
        await client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, InputStream = stream, UseChunkEncoding = false });
    }

    public async Task DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process?.Dispose();
        _data.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task UntilItAnswersAsync(int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (_process!.HasExited) throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(patience.Token));
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
            }
        }
    }
}
