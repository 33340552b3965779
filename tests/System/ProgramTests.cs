using System.Globalization;
using System.Text;
using Slipway.SystemTests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Processes;

namespace Slipway.SystemTests;

public sealed class ProgramTests : IDisposable
{
    private static readonly string Program = Path.Join(AppContext.BaseDirectory, "slipway");

    private readonly TemporaryDirectory directory = new();

    public ProgramTests()
    {
        directory.Write("models/good.onnx", WorkingModels.Mlp(1, 4, 8, 2).ToBytes());
        directory.Write("manifests/slipway-local.map", "http://models.test/=../models/"u8.ToArray());
        Manifest("good.onnx", "1");
    }

    [Theory]
    [InlineData("good.onnx", 0, "default/ocr Ready version 1, replicas 1/1")]
    [InlineData("none.onnx", 1, "default/ocr ModelNotFound")]
    public async Task Once_says_whether_all_is_ready_and_ends(string file, int exitCode, string expected)
    {
        Manifest(file, "1");

        var result = await ChildProcess.RunAsync(Program, Arguments("--once"), timeout: LocalSystem.Patience);

        result.Output.ShouldContain(expected);
        result.ExitCode.ShouldBe(exitCode, result.Output + result.Errors);
        RuntimeProcesses.With(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_are_followed_until_the_program_is_asked_to_end()
    {
        await using var program = ChildProcess.Start(Program, Arguments());
        await UntilSaidAsync(program, "default/ocr Ready version 1");

        Manifest("good.onnx", "2");
        await UntilSaidAsync(program, "default/ocr Ready version 2");
        directory.Write("manifests/bad.yaml", "kind: Nonsense\napiVersion: v1\nmetadata: {name: a}"u8.ToArray());
        await UntilSaidAsync(program, "bad.yaml:1: kind: local mode knows");
        File.Delete(directory.Join("manifests/ocr.yaml"));
        await UntilSaidAsync(program, "ModelDeployment default/ocr deleted");
        program.Signal("TERM");

        (await program.WaitAsync(LocalSystem.Patience)).ExitCode.ShouldBe(0);
        RuntimeProcesses.With(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_runtime_outlives_a_killed_program()
    {
        await using var program = ChildProcess.Start(Program, Arguments());
        await UntilSaidAsync(program, "default/ocr Ready version 1");
        RuntimeProcesses.With(directory.Path).ShouldNotBeEmpty();

        program.Signal("KILL");

        await Eventually.TrueAsync(() => RuntimeProcesses.With(directory.Path).Count == 0, "the runtimes to end", LocalSystem.Patience);
    }

    public void Dispose() => directory.Dispose();

    private string[] Arguments(params string[] more) =>
        ["local", "-f", directory.Join("manifests"), "--cache-dir", directory.Join("cache"), "--port=0", "--grpc-port=0", "--admin-port=0", .. more];

    private void Manifest(string file, string version) => directory.Write("manifests/ocr.yaml", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        apiVersion: slipway.dev/v1alpha1
        kind: ModelDeployment
        metadata:
          name: ocr
        spec:
          model:
            uri: http://models.test/{file}
            version: "{version}"
        """)));

    private static Task UntilSaidAsync(ChildProcess program, string text) => Eventually.TrueAsync(() =>
    {
        program.HasExited.ShouldBeFalse($"{program.Output}{program.Errors}");
        return program.Output.Contains(text);
    }, text, LocalSystem.Patience);
}
