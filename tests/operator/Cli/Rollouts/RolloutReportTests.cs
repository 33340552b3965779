using Slipway.Api;
using Slipway.Cli.Rollouts;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Store;

namespace Slipway.Cli.Tests.Rollouts;

public sealed class RolloutReportTests
{
    private static readonly ModelDeployment Model = new()
    {
        Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision" },
        Spec = new ModelDeploymentSpec { Model = new ModelSpec { Uri = "https://models.example/ocr.onnx" } },
        Status = new ModelDeploymentStatus
        {
            Conditions = [new() { Type = "Ready", Status = "False", Reason = "RollingOut", Message = "[red]step 1[/]" }],
            Versions =
            [
                new() { Version = "2", Revision = "bbb", Phase = "Canary", Weight = 25, Ready = 1, Replicas = 1, Provider = "CUDA" },
                new() { Version = "1", Revision = "aaa", Phase = "Serving", Weight = 75, Ready = 2, Replicas = 2, Provider = "CUDA" },
                new() { Version = "0", Revision = "zzz", Phase = "Retired" },
            ],
            Rollout = new RolloutStatus
            {
                Phase = "Baking",
                Canary = "bbb",
                Step = 1,
                Steps = 3,
                Weight = 25,
                Verdicts = [new() { Name = "ErrorRate", Verdict = "Pass", Message = "0 % of 300 requests failed", Failures = 0 }],
                Proven = ["aaa"],
            },
        },
    };

    [Fact]
    public void The_rollout_is_told_in_plain_lines_without_a_terminal()
    {
        var text = Written(RolloutReport.WriteRollout);

        text.ShouldStartWith("vision/ocr: Baking, step 1 of 4, 25 % of the requests");
        Lines(text).ShouldContain("2 Canary 25 % 1/1 CUDA");
        Lines(text).ShouldContain("1 Serving 75 % 2/2 CUDA");
        Lines(text).ShouldContain("ErrorRate Pass 0 0 % of 300 requests failed");
        text.ShouldNotContain("\u001b");
        text.ShouldNotContain("Retired");
    }

    [Fact]
    public void What_the_cluster_says_is_text_and_never_markup() =>
        Written(RolloutReport.WriteStatus).ShouldContain("Ready=False RollingOut: [red]step 1[/]");

    [Fact]
    public void The_history_has_every_kept_version()
    {
        var lines = Lines(Written(RolloutReport.WriteHistory));

        lines.ShouldContain("1 aaa Serving yes");
        lines.ShouldContain("0 zzz Retired");
    }

    [Fact]
    public void Programs_get_the_status_as_it_is() =>
        Written(RolloutReport.WriteJson).ShouldContain("\"rollout\":{\"phase\":\"Baking\"");

    [Fact]
    public async Task A_wish_is_written_as_an_annotation_and_its_answer_is_waited_for()
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddNamespace("vision");
        store.AddCustomKind(typeof(ModelDeployment));
        var client = new LocalKubernetesClient(store);
        await client.CreateAsync(
            new ModelDeployment { Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision" }, Spec = Model.Spec }, WriteOptions.Default, default);
        var wish = new RolloutWish(client, TimeProvider.System);
        (await wish.SendAsync(Model, "abort", TimeSpan.Zero, default)).ShouldBeNull("nobody has answered");
        var first = await Annotation(client);
        first.ShouldStartWith("abort#");

        var sending = wish.SendAsync(Model, "abort", TimeSpan.FromMinutes(1), default);
        var second = first;
        while (second == first)
        {
            await Task.Yield();
            second = await Annotation(client);
        }

        var model = (await client.GetAsync<ModelDeployment>("ocr", "vision", default))!;
        model.Status.Rollout = new RolloutStatus { Acknowledged = second, Answer = "aborted" };
        await client.UpdateStatusAsync(model, WriteOptions.Default, default);
        (await sending.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe("aborted");
    }

    [Theory]
    [InlineData("--to", "rollout", "undo", "ocr")]
    [InlineData("'yaml'", "rollout", "status", "ocr", "-o", "yaml")]
    [InlineData("Required argument missing", "status")]
    public async Task Wrong_arguments_are_named(string expected, params string[] arguments)
    {
        var (code, _, errors) = await SlipwayProgram.RunAsync(arguments);

        code.ShouldBe(ExitCodes.Usage);
        errors.ShouldContain(expected);
    }

    private static async Task<string> Annotation(LocalKubernetesClient client) =>
        (await client.GetAsync<ModelDeployment>("ocr", "vision", default))!.Metadata.Annotations![RolloutActions.Annotation];

    private static string Written(Action<ModelDeployment, TextWriter> write)
    {
        using var writer = new StringWriter();
        write(Model, writer);
        return writer.ToString();
    }

    private static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
}
