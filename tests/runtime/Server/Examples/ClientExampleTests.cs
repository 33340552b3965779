using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Runtime.Server.Tests.Examples;

/// <summary>Runs the examples for clients against a real model, each where its tool is installed.</summary>
public sealed class ClientExampleTests(ServedModels models) : IClassFixture<ServedModels>
{
    private static readonly string Folder = Path.Join(RepositoryPaths.Root, "examples", "clients");

    [Theory]
    [InlineData("curl", "sh", "infer.sh")]
    [InlineData("python3", "python3", "infer.py")]
    [InlineData("node", "node", "infer.mjs")]
    public async Task Scripts_print_the_models_answer(string tool, string program, string script)
    {
        if (!IsInstalled(tool))
            return;

        var result = await ChildProcess.RunAsync(program, [Path.Join(Folder, script), Url(), "ocr"], timeout: TimeSpan.FromMinutes(2));

        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldContain("softmax_0.tmp_0");
    }

    [Fact]
    public async Task The_public_gRPC_client_prints_the_models_answer_twice()
    {
        var address = models.ClassifierGrpc.BaseAddress!.Authority;
        var result = await ChildProcess.RunAsync("node", [Path.Join(Folder, "infer-grpc.mjs"), address, "ocr"], timeout: TimeSpan.FromMinutes(2));

        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldContain("ocr onnxruntime_onnx x FP32 [-1,3,-1,-1]");
        result.Output.Split("softmax_0.tmp_0 [1,2]").Length.ShouldBe(3); // One answer by a call, one by a stream.
        result.Output.ShouldContain("NOT_FOUND Request for unknown model: 'unknown' is not found");
    }

    [Fact]
    public async Task The_single_file_program_prints_the_models_answer()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Join("Infer.cs");
        File.Copy(Path.Join(Folder, "Infer.cs"), file);

        var result = await ChildProcess.RunAsync("dotnet", ["run", file, "--", Url(), "ocr"], timeout: TimeSpan.FromMinutes(5));

        result.ExitCode.ShouldBe(0, result.Output + result.Errors);
        result.Output.ShouldContain("softmax_0.tmp_0 [1,2]");
    }

    private static bool IsInstalled(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(':').Any(folder => File.Exists(Path.Join(folder, tool)));

    private string Url() => models.Classifier.BaseAddress!.ToString().TrimEnd('/');
}
