using System.Globalization;
using Google.Protobuf;
using Slipway.Runtime.Protocol.Protos;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using static Slipway.Runtime.Server.Tests.Grpc.GrpcClient;

namespace Slipway.Runtime.Server.Tests.Grpc;

public sealed class GrpcAllocationTests
{
    private const int WarmUp = 3_000;
    private const int Measured = 4_000;
    private const int Limit = 4096;

    /// <summary>The server is a process of its own, so the client may allocate as it likes.</summary>
    [Fact]
    public async Task A_raw_request_allocates_no_more_than_4096_bytes_in_steady_state()
    {
        using var directory = new TemporaryDirectory();
        await using var runtime = await RuntimeProcess.StartReadyAsync(
            "--model-name=m", "--model-version=1", $"--model-uri=file://{WorkingModels.Mlp(1, 784, 128, 10).Save(directory.Path)}");
        var request = Frame(Request().ToByteArray());
        await CallAsync(runtime, request, WarmUp);

        var before = await AllocatedAsync(runtime);
        await CallAsync(runtime, request, Measured);
        var perRequest = (await AllocatedAsync(runtime) - before) / Measured;

        perRequest.ShouldBeInRange(1, Limit);
    }

    private static async Task CallAsync(RuntimeProcess runtime, byte[] request, int times)
    {
        for (var index = 0; index < times; index++)
        {
            var answer = await SendAsync(runtime.Grpc, V2Service + "ModelInfer", request);
            answer.Status.ShouldBe("0", answer.Message);
        }
    }

    private static async Task<double> AllocatedAsync(RuntimeProcess runtime)
    {
        const string Name = "dotnet_gc_heap_total_allocated_bytes_total ";
        var page = await runtime.Admin.GetStringAsync("/metrics");
        var line = page.Split('\n').Single(line => line.StartsWith(Name, StringComparison.Ordinal));
        return double.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
    }

    private static ModelInferRequest Request() => new()
    {
        ModelName = "m",
        Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP32", Shape = { 1, 784 } } },
        RawInputContents = { ByteString.CopyFrom(new byte[3136]) },
    };
}
