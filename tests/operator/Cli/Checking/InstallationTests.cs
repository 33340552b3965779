using Slipway.Api;
using Slipway.Cli.Checking;
using Slipway.Local.Client;
using Slipway.Local.Store;

namespace Slipway.Cli.Tests.Checking;

public sealed class InstallationTests
{
    private static readonly Uri Server = new("https://api.example.com");

    [Fact]
    public async Task Finds_everything_in_order()
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddCustomKind(typeof(ModelDeployment));

        var findings = await CheckAsync(store, operatorUrl: null, "default", "kube-system");

        findings.Select(finding => finding.Subject).ShouldBe(["ModelDeployment", "namespace default", "namespace kube-system"]);
        findings.ShouldAllBe(finding => finding.IsGood);
    }

    [Fact]
    public async Task Says_how_to_install_a_missing_definition()
    {
        var findings = await CheckAsync(new ObjectStore(), operatorUrl: null);

        var finding = findings.ShouldHaveSingleItem();
        finding.IsGood.ShouldBeFalse();
        finding.Message.ShouldContain("install the chart");
    }

    [Fact]
    public async Task Names_an_operator_that_does_not_answer()
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddCustomKind(typeof(ModelDeployment));

        var finding = (await CheckAsync(store, new Uri("http://127.0.0.1:1")))[^1];

        finding.Subject.ShouldBe("operator");
        finding.IsGood.ShouldBeFalse();
        finding.Message.ShouldContain("127.0.0.1:1");
    }

    private static async Task<List<Finding>> CheckAsync(ObjectStore store, Uri? operatorUrl, params string[] namespaces)
    {
        var findings = new List<Finding>();
        await foreach (var finding in new Installation(new LocalKubernetesClient(store), Server, operatorUrl).CheckAsync(namespaces, CancellationToken.None))
            findings.Add(finding);
        return findings;
    }
}
