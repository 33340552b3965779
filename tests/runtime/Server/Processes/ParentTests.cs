using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Processes;

public sealed class ParentTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Ends_at_once_when_nobody_holds_its_input_any_more()
    {
        var model = WorkingModels.Mlp(1, 4, 2).Save(_directory.Path, "mlp.onnx");
        var admin = FreePort.Next();
        var start = new ProcessStartInfo(
            Path.Join(AppContext.BaseDirectory, "slipway-runtime"),
            ["serve", model, "--exit-with-parent", $"--http-port={FreePort.Next()}", "--grpc-port=0", $"--admin-port={admin}", $"--cache-dir={_directory.Join("cache")}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            await Eventually.TrueAsync(async () => (await http.GetAsync($"http://127.0.0.1:{admin}/readyz")).IsSuccessStatusCode, "the model", TimeSpan.FromSeconds(60));

            process.StandardInput.Close();

            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
            process.ExitCode.ShouldBe(137);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Listens_only_where_it_is_told_to()
    {
        var model = WorkingModels.Mlp(1, 4, 2).Save(_directory.Path, "mlp.onnx");
        await using var process = await RuntimeProcess.StartReadyAsync(model, "--listen-address=127.0.0.1");
        using var elsewhere = new TcpClient();

        (await process.Http.GetAsync("/v2/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await Should.ThrowAsync<SocketException>(() => elsewhere.ConnectAsync("127.0.0.2", process.Http.BaseAddress!.Port));
        refused.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }
}
