using System.Globalization;
using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
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
    public async Task A_second_release_for_the_same_namespaces_is_refused()
    {
        var error = await Should.ThrowAsync<CommandFailedException>(() => Helm.RunAsync(
            "install", "other", Path.Join(RepositoryPaths.Root, "charts/slipway"), "--namespace", "other", "--dry-run=server"));

        error.Message.ShouldContain("release slipway in namespace slipway-system looks after all namespaces already");
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

            var renewals = Count(after, "rest_client_requests_total", "PUT") - Count(before, "rest_client_requests_total", "PUT");
            var others = Count(after, "rest_client_requests_total") - Count(before, "rest_client_requests_total") - renewals;
            var watches = Count(after, "reflector_watches_total") - Count(before, "reflector_watches_total");
            var megabytes = await ResidentMegabytesAsync();
            Output.WriteLine($"in 30 s: {renewals} lease renewals, {watches} watches opened again, {others - watches} other requests; resident: {megabytes:0} MB");
            // One renewal every 2 s; watches end after 5 to 10 minutes.
            renewals.ShouldBeInRange(1, 17);
            others.ShouldBe(watches);
            megabytes.ShouldBeLessThan(150);
        });

    private static async Task<string> MetricsAsync()
    {
        var pod = (await Helm.PodsAsync(Helm.Manager))[0];
        using var http = new HttpClient(new SocketsHttpHandler());
        return await http.GetStringAsync(new Uri($"http://{pod["status"]!["podIP"]}:8080/metrics"));
    }

    private static double Count(string metrics, string name, string label = "") =>
        metrics.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static async Task<double> ResidentMegabytesAsync()
    {
        var pod = (string)(await Helm.PodsAsync(Helm.Manager))[0]["metadata"]!["name"]!;
        var status = await Kubectl.RunAsync("exec", "-n", Helm.Namespace, pod, "--", "cat", "/proc/1/status");
        var line = status.Split('\n').Single(candidate => candidate.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
