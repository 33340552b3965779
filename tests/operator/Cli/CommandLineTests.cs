namespace Slipway.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("slipway: Required command was not provided.", "--")]
    [InlineData("--runtime-image (or SLIPWAY_RUNTIME_IMAGE) is missing", "manager")]
    [InlineData("names no version", "manager", "--runtime-image", "registry/runtime:latest")]
    [InlineData("is not the name of an image", "manager", "--runtime-image", "No Image")]
    [InlineData("--metrics-port must be from 1 to 65535, not 70000", "manager", "--runtime-image", "a:1", "--metrics-port", "70000")]
    [InlineData("'--nonsense'", "manager", "--runtime-image", "a:1", "--lease-name", "second", "--nonsense")]
    [InlineData("'soon'", "manager", "--runtime-image", "a:1", "--leader-elect=soon")]
    [InlineData("--output", "generate", "crds")]
    [InlineData("'slipway:8080' is not an http or https address", "check", "--operator-url", "slipway:8080")]
    [InlineData("'--nonsense'", "manager", "--runtime-image", "a:1", "--nonsense")]
    public async Task Wrong_arguments_are_named_with_the_way_to_help(string expected, params string[] arguments)
    {
        var (code, _, errors) = await SlipwayProgram.RunAsync([.. arguments.Where(argument => argument != "--")]);

        code.ShouldBe(ExitCodes.Usage);
        errors.ShouldContain(expected);
        errors.ShouldContain("--help'");
    }

    [Fact]
    public async Task A_missing_kubeconfig_is_named()
    {
        var (code, _, errors) = await SlipwayProgram.RunAsync("check", "--kubeconfig", "/does/not/exist");

        code.ShouldBe(ExitCodes.Configuration);
        errors.ShouldContain("/does/not/exist");
    }

    [Fact]
    public async Task Check_reports_what_cannot_be_reached()
    {
        var kubeconfig = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(kubeconfig, """
                {"kind": "Config", "current-context": "closed",
                 "clusters": [{"name": "closed", "cluster": {"server": "http://127.0.0.1:1"}}],
                 "contexts": [{"name": "closed", "context": {"cluster": "closed"}}]}
                """);

            var (code, output, _) = await SlipwayProgram.RunAsync("check", "--kubeconfig", kubeconfig, "--operator-url", "http://127.0.0.1:1");

            code.ShouldBe(ExitCodes.Failed);
            output.ShouldContain("FAIL");
        }
        finally
        {
            File.Delete(kubeconfig);
        }
    }

    [Theory]
    [InlineData("--help", "manager")]
    [InlineData("manager --help", "--runtime-image")]
    [InlineData("check --help", "--operator-url")]
    [InlineData("generate --help", "rbac")]
    public async Task Help_tells_what_there_is(string arguments, string expected)
    {
        var (code, output, _) = await SlipwayProgram.RunAsync(arguments.Split(' '));

        code.ShouldBe(ExitCodes.Ok);
        output.ShouldContain(expected);
    }

    [Fact]
    public async Task Generates_files_into_a_new_folder()
    {
        var folder = Path.Join(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        try
        {
            (await SlipwayProgram.RunAsync("generate", "crds", "--output", folder)).Code.ShouldBe(ExitCodes.Ok);
            (await SlipwayProgram.RunAsync("generate", "rbac", "--output", folder)).Code.ShouldBe(ExitCodes.Ok);

            (await File.ReadAllTextAsync(Path.Join(folder, "slipway.dev_modeldeployments.yaml"))).ShouldContain("kind: CustomResourceDefinition");
            (await File.ReadAllTextAsync(Path.Join(folder, "rbac.yaml"))).ShouldNotContain("secrets");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
