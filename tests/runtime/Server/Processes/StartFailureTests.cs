using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Processes;

/// <summary>Every reason of decision 0001 that a process can be brought to quickly, with its exit code and its words.</summary>
public sealed class StartFailureTests : IDisposable
{
    private const string GatewayKey =
        "--gateway-key=MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZECHApmG9joW18CXyt6fRL5Ju3KCp7e/iMFasX3Ypp+xfd7QgqN8uYepTSUQndn4OwKqnxn6Ig6Ix854CgDmPw==";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("InvalidArguments", "must be a duration such as 500ms, 10s or 5m, not 'soon'", "--model-uri=file:///m", "--drain-delay=soon")]
    [InlineData("InvalidArguments", "Unknown execution provider 'Metal'", "--model-uri=file:///m", "--execution-provider=Metal")]
    [InlineData("InvalidArguments", "--model-sha256 must be 64 hexadecimal digits", "--model-uri=file:///m", "--model-sha256=abc")]
    [InlineData("InvalidArguments", "--model-name must be 1 to 256", "--model-uri=file:///m", "--model-name=a/b")]
    [InlineData("InvalidArguments", "--listen-address must be an IP address, not 'localhost'", "--model-uri=file:///m", "--listen-address=localhost")]
    [InlineData("InvalidArguments", "Give either --model-uri or a local model")]
    [InlineData("InvalidArguments", "The local model's path is empty", "")]
    [InlineData("InvalidArguments", "--credentials is empty", "--model-uri=file:///m", "--credentials", "")]
    [InlineData("InvalidArguments", "Unrecognized command or argument '--no-such-option'", "--model-uri=file:///m", "--no-such-option")]
    [InlineData("InvalidArguments", "expects a single argument but 2 were provided", "--model-uri=file:///m", "--http-port=1")]
    [InlineData("InvalidArguments", "--gateway-key must be an ECDSA public key on P-256", "--model-uri=file:///m", "--gateway-key=AAAA", "--gateway-audience=a/b")]
    [InlineData("InvalidArguments", "--gateway-audience must be NAMESPACE/MODEL, not 'b'", "--model-uri=file:///m", GatewayKey, "--gateway-audience=b")]
    [InlineData("InvalidArguments", "--gateway-key and --gateway-audience need each other", "--model-uri=file:///m", "--gateway-audience=a/b")]
    [InlineData("ModelNotFound", "does not exist", "/nowhere/model.onnx")]
    [InlineData("AddressRefused", "127.0.0.1", "--model-uri=http://127.0.0.1:1/model.onnx")]
    public async Task Arguments_alone_can_be_enough_to_fail(string reason, string words, params string[] arguments) =>
        await FailsAsync(reason, words, arguments);

    [Fact]
    public async Task Row_29_a_corrupt_file() =>
        await FailsAsync("ModelLoadFailed", "Protobuf parsing failed", _directory.Write("m.onnx", BrokenModels.Corrupt()));

    [Fact]
    public async Task Row_54_an_unknown_operator() =>
        await FailsAsync("ModelRefused", "com.example.custom::Mystery", BrokenModels.UnknownDomain().Save(_directory.Path));

    [Fact]
    public async Task Row_30_a_model_that_cannot_infer() =>
        await FailsAsync("WarmupFailed", "indices element out of data bounds", BrokenModels.FailsAtInference().Save(_directory.Path));

    [Fact]
    public async Task Row_40_a_GPU_that_is_not_there() =>
        await FailsAsync("ProviderUnavailable", "libonnxruntime_providers_cuda.so is not in this image", RealModels.OcrClassifier, "--execution-provider=CUDA");

    [Fact]
    public async Task Row_27_a_wrong_digest()
    {
        WorkingModels.Mlp(1, 4, 2).Save(_directory.Path);
        await using var server = await ModelServer.StartAsync(_directory.Path);

        await FailsAsync("DigestMismatch", "sha256", $"--model-uri={server.Uri("model.onnx")}", "--allow-host=127.0.0.1", $"--model-sha256={new string('a', 64)}");
    }

    [Fact]
    public async Task Row_38_a_store_that_wants_a_token()
    {
        WorkingModels.Mlp(1, 4, 2).Save(_directory.Path);
        await using var server = await ModelServer.StartAsync(_directory.Path, new ModelServerOptions { Bearer = "right" });
        var credentials = Directory.CreateDirectory(_directory.Join("credentials")).FullName;
        await File.WriteAllTextAsync(Path.Join(credentials, "token"), "wrong-and-secret");

        var output = await FailsAsync(
            "StorageUnauthorized", "401", $"--model-uri={server.Uri("model.onnx")}?sig=also-secret", "--allow-host=*", $"--credentials={credentials}");

        output.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_store_without_TLS_behind_https()
    {
        await using var server = await ModelServer.StartAsync(_directory.Path);

        await FailsAsync("StorageTlsFailed", "TLS", $"--model-uri={server.Uri("model.onnx").Replace("http:", "https:", StringComparison.Ordinal)}", "--allow-host=*");
    }

    [Fact]
    public async Task Row_36_a_model_larger_than_the_disk()
    {
        await using (var file = File.Create(_directory.Join("model.onnx")))
            file.SetLength(8L << 40);
        await using var server = await ModelServer.StartAsync(_directory.Path);

        await FailsAsync("InsufficientStorage", "free", $"--model-uri={server.Uri("model.onnx")}", "--allow-host=*");
    }

    [Fact]
    public async Task A_port_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.IPv6Any, 0);
        taken.Server.DualMode = true;
        taken.Start();

        await using var process = RuntimeProcess.StartAt(((IPEndPoint)taken.LocalEndpoint).Port, RealModels.OcrClassifier);

        await FailsAsync(process, "InternalError", "Cannot listen on the ports");
    }

    private static async Task<string> FailsAsync(string reason, string words, params string[] arguments)
    {
        await using var process = RuntimeProcess.Start(arguments);
        return await FailsAsync(process, reason, words);
    }

    private static async Task<string> FailsAsync(RuntimeProcess process, string reason, string words)
    {
        var (exitCode, message) = await process.EndAsync();

        message.ShouldNotBeNull(process.Output);
        var (written, text) = Read(message);
        written.ShouldBe(reason, message);
        text.ShouldContain(words);
        message.ShouldNotContain("\n");
        exitCode.ShouldBe(Code(reason));
        return process.Output + message;
    }

    private static (string? Reason, string Message) Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return (json.RootElement.GetProperty("reason").GetString(), json.RootElement.GetProperty("message").GetString()!);
    }

    private static int Code(string reason) => reason switch
    {
        "InvalidArguments" => 64,
        "DigestMismatch" or "ModelLoadFailed" or "ModelRefused" or "WarmupFailed" => 65,
        "ModelNotFound" or "StorageUnauthorized" or "AddressRefused" => 66,
        "StorageUnreachable" or "StorageTlsFailed" or "DownloadStalled" => 69,
        "InsufficientStorage" => 73,
        "ProviderUnavailable" => 78,
        _ => 70,
    };
}
