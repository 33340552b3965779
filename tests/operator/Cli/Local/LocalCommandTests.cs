using Slipway.Cli.Local.Files;
using Slipway.Cli.Local.Platform;
using Slipway.Tests.Support;

namespace Slipway.Cli.Tests.Local;

public sealed class LocalCommandTests
{
    [Theory]
    [InlineData("Option '--filename' is required.", "local")]
    [InlineData("/does/not/exist does not exist", "local", "-f", "/does/not/exist")]
    [InlineData("'models' is no PREFIX=PATH", "local", "-f", "/", "--map", "models")]
    [InlineData("--gpus must be from 0 to 64, not -1", "local", "-f", "/", "--gpus", "-1")]
    [InlineData("--port must be from 0 to 65535, not 70000", "local", "-f", "/", "--port", "70000")]
    public async Task Wrong_arguments_are_named(string expected, params string[] arguments)
    {
        var (code, _, errors) = await SlipwayProgram.RunAsync(arguments);

        code.ShouldBe(ExitCodes.Usage);
        errors.ShouldContain(expected);
    }

    [Fact]
    public async Task A_runtime_that_is_not_there_is_named()
    {
        var (code, _, errors) = await SlipwayProgram.RunAsync("local", "-f", "/", "--runtime", "/does/not/exist");

        code.ShouldBe(ExitCodes.Configuration);
        errors.ShouldContain("slipway-runtime was not found");
    }

    [Fact]
    public void The_runtime_of_a_checkout_is_found_from_below()
    {
        using var checkout = new TemporaryDirectory();
        checkout.Write("Operator.sln", []);
        var runtime = checkout.Write("runtime/Server/bin/Release/net10.0/slipway-runtime", []);

        RuntimeLocator.Find(null, checkout.Join("operator/Cli/bin/Release/net10.0"))!.FileName.ShouldBe(runtime);
    }

    [Fact]
    public void What_a_killed_run_left_behind_is_removed()
    {
        using var folder = new TemporaryDirectory();
        using var ended = System.Diagnostics.Process.Start("true");
        ended.WaitForExit();
        folder.Write($"slipway-local-{ended.Id}-abc/secret", [1]);
        folder.Write($"slipway-local-{Environment.ProcessId}-abc/secret", [1]);
        folder.Write("slipway-local-notes/secret", [1]);

        ScratchFolders.RemoveAbandoned(folder.Path);

        Directory.EnumerateDirectories(folder.Path).Select(Path.GetFileName).Order().ShouldBe([$"slipway-local-{Environment.ProcessId}-abc", "slipway-local-notes"]);
    }

    [Fact]
    public void Mappings_beside_manifests_are_relative_to_their_file()
    {
        using var folder = new TemporaryDirectory();
        folder.Write(MapFile.Name, "# models\n\ns3://models/ = ./models\nhttp://store/=http://127.0.0.1:1/\n"u8.ToArray());
        var manifest = folder.Write("a.yaml", []);

        var mappings = MapFile.ReadBeside([folder.Path, manifest]);

        mappings.Select(mapping => (mapping.Prefix, mapping.Target)).ShouldBe([("s3://models/", folder.Join("models")), ("http://store/", "http://127.0.0.1:1/")]);
    }
}
