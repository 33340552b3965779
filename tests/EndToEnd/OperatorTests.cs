using System.Globalization;
using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

/// <summary>The installation and the operator itself.</summary>
public sealed class OperatorTests(ClusterFixture cluster, ITestOutputHelper output) : ClusterTests(cluster, output)
{
    [Fact]
    public async Task Helm_installs_the_operator_and_its_test_passes()
    {
        Cluster.InstallOutput.ShouldContain("STATUS: deployed");

        (await Helm.TestAsync()).ShouldContain("Succeeded");
    }

    [Fact]
    public Task At_rest_it_asks_the_api_server_nothing_and_stays_small() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(new ModelManifest("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier))));
            await space.WaitReadyAsync("ocr");
            await Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System);

            var before = await MetricsAsync();
            await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System);
            var after = await MetricsAsync();

            var requests = Requests(after) - Requests(before);
            var megabytes = await ResidentMegabytesAsync();
            Output.WriteLine($"requests in 30 s, all of them lease renewals: {requests}; resident: {megabytes:0} MB");
            // A lease renewal (PUT) every 2 s, and a watch (GET) may be reopened.
            requests.ShouldBeLessThanOrEqualTo(17);
            (OtherThanPut(after) - OtherThanPut(before)).ShouldBeLessThanOrEqualTo(1);
            megabytes.ShouldBeLessThan(150);
        });

    private static async Task<string> MetricsAsync()
    {
        var pod = (await Kubectl.ListAsync(Helm.Namespace, "pods", "app.kubernetes.io/name=slipway"))[0];
        using var http = new HttpClient(new SocketsHttpHandler());
        return await http.GetStringAsync(new Uri($"http://{pod["status"]!["podIP"]}:8080/metrics"));
    }

    private static double Requests(string metrics) => Sum(metrics, _ => true);

    private static double OtherThanPut(string metrics) => Sum(metrics, line => !line.Contains("method=\"PUT\"", StringComparison.Ordinal));

    private static double Sum(string metrics, Func<string, bool> counts) =>
        metrics.Split('\n')
            .Where(line => line.StartsWith("rest_client_requests_total", StringComparison.Ordinal) && counts(line))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static async Task<double> ResidentMegabytesAsync()
    {
        var pod = (string)(await Kubectl.ListAsync(Helm.Namespace, "pods", "app.kubernetes.io/name=slipway"))[0]["metadata"]!["name"]!;
        var status = await Kubectl.RunAsync("exec", "-n", Helm.Namespace, pod, "--", "cat", "/proc/1/status");
        var line = status.Split('\n').Single(candidate => candidate.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
