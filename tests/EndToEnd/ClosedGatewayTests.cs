using System.Net;
using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

/// <summary>faults.md row 55, on a cluster: the NetworkPolicy lets everyone in (no spec.access), and the replicas themselves do not.</summary>
public sealed class ClosedGatewayTests(ClusterFixture cluster, ClosedInstallation closed, ITestOutputHelper output)
    : ClusterTests(cluster, output), IClassFixture<ClosedInstallation>
{
    private const string Secret = "slipway-gateway-key";

    [Fact]
    public Task Row_55_a_replica_answers_the_gateway_and_nobody_else_also_after_an_upgrade() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(new ModelManifest("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier))) { Version = "1" });
            await space.WaitReadyAsync("ocr");
            using var around = await space.ClientAsync("ocr");
            using var through = new ModelClient(new Uri(closed.Address, $"{space.Name}/ocr/"), "ocr");
            await Eventually.TrueAsync(async () => await StatusAsync(through) == HttpStatusCode.OK, "an answer through the gateway");
            (await StatusAsync(around)).ShouldBe(HttpStatusCode.Unauthorized);
            var key = await KeyAsync();

            await closed.UpgradeAsync();

            (await KeyAsync()).ShouldBe(key, "versions that exist know this key only");
            await Eventually.TrueAsync(async () => await StatusAsync(through) == HttpStatusCode.OK, "an answer after the upgrade");
            (await StatusAsync(around)).ShouldBe(HttpStatusCode.Unauthorized);
            (await space.PodsAsync("ocr")).ShouldAllBe(pod => !pod.ToJsonString(null).Contains(Secret, StringComparison.Ordinal));
        });

    private static async Task<string> KeyAsync() => (string)(await Kubectl.FindAsync(Helm.Namespace, "secret", Secret))!["data"]!["tls.key"]!;

    private static async Task<HttpStatusCode> StatusAsync(ModelClient client)
    {
        try
        {
            await client.InferAsync(InputTensor.Random("x", 1, 1, 3, 8, 16));
            return HttpStatusCode.OK;
        }
        catch (HttpRequestException refused) when (refused.StatusCode is { } status)
        {
            return status;
        }
    }
}
