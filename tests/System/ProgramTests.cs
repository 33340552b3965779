using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.SystemTests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Processes;
using Xunit.Abstractions;

namespace Slipway.SystemTests;

public sealed class ProgramTests : IDisposable
{
    /// <summary>Far more than it takes; a wait of any length costs none of it.</summary>
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(3);

    private readonly TemporaryDirectory directory = new();

    private readonly ITestOutputHelper output;

    public ProgramTests(ITestOutputHelper output)
    {
        this.output = output;
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

        var result = await ChildProcess.RunAsync(Programs.Slipway, Arguments("--once"), timeout: LocalSystem.Patience);

        result.Output.ShouldContain(expected);
        result.ExitCode.ShouldBe(exitCode, result.Output + result.Errors);
        RuntimeProcesses.With(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task From_the_start_to_the_first_answer_it_is_seconds()
    {
        directory.Write("models/good.onnx", await File.ReadAllBytesAsync(RealModels.OcrClassifier));
        (await ChildProcess.RunAsync(Programs.Slipway, Arguments("--once"), timeout: LocalSystem.Patience)).ExitCode.ShouldBe(0);
        using var http = new HttpClient(new SocketsHttpHandler());
        var watch = Stopwatch.StartNew();

        await using var program = ChildProcess.Start(Programs.Slipway, Arguments());
        var address = await Eventually.GetAsync(() => Task.FromResult(AddressIn(program.Output)), "the address", LocalSystem.Patience);
        using var answer = await Eventually.GetAsync(() => AskAsync(http, address), "the first answer", LocalSystem.Patience);

        var took = watch.Elapsed;
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        json.RootElement.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Sum(share => share.GetDouble()).ShouldBe(1, 1e-3);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The first answer came after {took.TotalSeconds:0.00} s"));
        if (Programs.AreReleased)
            took.ShouldBeLessThan(MostTime);
        // Not the time on the clock: other tests may keep the machine busy.
        ProcessorTimeOf([program.Id, .. RuntimeProcesses.With(directory.Path)]).ShouldBeLessThan(MostProcessorTime);
    }

    [Fact]
    public async Task A_model_can_be_looked_at_and_steered_from_elsewhere()
    {
        await using var program = ChildProcess.Start(Programs.Slipway, Arguments());
        await UntilSaidAsync(program, "default/ocr Ready version 1");
        var server = program.Output.Split("--server ")[1].Split('\n')[0].Trim();

        var status = await ChildProcess.RunAsync(Programs.Slipway, ["status", "ocr", "--server", server], timeout: LocalSystem.Patience);
        var wish = await ChildProcess.RunAsync(Programs.Slipway, ["rollout", "promote", "ocr", "--server", server], timeout: LocalSystem.Patience);
        var stranger = await ChildProcess.RunAsync(Programs.Slipway, ["status", "nobody", "--server", server], timeout: LocalSystem.Patience);

        status.Output.ShouldContain("Version 1");
        wish.Output.ShouldContain("nothing to promote");
        (stranger.ExitCode, stranger.Errors.Trim()).ShouldBe((1, "slipway: there is no ModelDeployment nobody in namespace default."));
    }

    [Fact]
    public async Task A_web_page_cannot_steer_by_a_name_that_means_this_machine()
    {
        await using var program = ChildProcess.Start(Programs.Slipway, Arguments());
        await UntilSaidAsync(program, "--server ");
        var server = program.Output.Split("--server ")[1].Split('\n')[0].Trim();
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server}/apis/slipway.dev/v1alpha1/namespaces/default/modeldeployments/ocr");
        request.Headers.Host = "evil.example";

        using var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Files_are_followed_until_the_program_is_asked_to_end()
    {
        await using var program = ChildProcess.Start(Programs.Slipway, Arguments());
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
        await using var program = ChildProcess.Start(Programs.Slipway, Arguments());
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

    private static string? AddressIn(string text) =>
        text.Contains("Serving at ", StringComparison.Ordinal) ? text.Split("Serving at ")[1].Split(',')[0] : null;

    private static async Task<HttpResponseMessage?> AskAsync(HttpClient http, string address)
    {
        var data = string.Join(',', Enumerable.Range(0, 3 * 48 * 96).Select(index => string.Create(CultureInfo.InvariantCulture, $"0.{index % 10}")));
        using var body = new StringContent($$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,3,48,96],"data":[{{data}}]}]}""");
        var answer = await http.PostAsync($"{address}/default/ocr/v2/models/ocr/infer", body);
        if (answer.IsSuccessStatusCode)
            return answer;
        answer.Dispose();
        return null;
    }

    private static TimeSpan ProcessorTimeOf(IReadOnlyList<int> ids) => TimeSpan.FromTicks(ids.Sum(id =>
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime.Ticks;
    }));

    private static Task UntilSaidAsync(ChildProcess program, string text) => Eventually.TrueAsync(() =>
    {
        program.HasExited.ShouldBeFalse($"{program.Output}{program.Errors}");
        return program.Output.Contains(text);
    }, text, LocalSystem.Patience);
}
