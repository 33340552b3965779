using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Api;
using Slipway.Controllers.Applying;
using Slipway.Controllers.Tests.Harness;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Tests.Applying;

public sealed class ChildKindTests : IDisposable
{
    private readonly TestCluster cluster = new();

    private readonly ChildKind<V1ServiceAccount> kind;

    public ChildKindTests() =>
        kind = new(new SnapshotStore<V1ServiceAccount>(cluster.Server, null), cluster.Client, NullLogger<Applier>.Instance);

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task Takes_back_a_field_that_is_no_longer_desired()
    {
        var model = await cluster.AddModelAsync();
        await kind.ApplyAsync(model, Account(model, ("keep", "1"), ("drop", "2")), CancellationToken.None);

        (await kind.ApplyAsync(model, Account(model, ("keep", "1")), CancellationToken.None)).Wrote.ShouldBeTrue();

        var live = (await cluster.AllAsync<V1ServiceAccount>()).Single(account => account.Metadata.Name == "ocr");
        live.Metadata.Annotations!.Keys.ShouldBe(["keep", AppliedMark.Annotation], ignoreOrder: true);
    }

    [Fact]
    public async Task Writes_nothing_the_second_time()
    {
        var model = await cluster.AddModelAsync();
        await kind.ApplyAsync(model, Account(model, ("a", "1")), CancellationToken.None);

        (await kind.ApplyAsync(model, Account(model, ("a", "1")), CancellationToken.None)).Wrote.ShouldBeFalse();
    }

    [Fact]
    public async Task Deletes_the_object_it_saw_and_not_its_successor()
    {
        var model = await cluster.AddModelAsync();
        await kind.ApplyAsync(model, Account(model), CancellationToken.None);
        var seen = Account(model);
        seen.Metadata.Uid = "of-an-earlier-one";

        await Should.ThrowAsync<Slipway.Kubernetes.Client.KubernetesApiException>(kind.DeleteAsync(seen, CancellationToken.None));

        (await cluster.AllAsync<V1ServiceAccount>()).ShouldContain(account => account.Metadata.Name == "ocr");
    }

    private static V1ServiceAccount Account(ModelDeployment model, params (string Key, string Value)[] annotations) => new()
    {
        Metadata = new()
        {
            Name = "ocr",
            Namespace = TestCluster.Namespace,
            Annotations = annotations.ToDictionary(pair => pair.Key, pair => pair.Value),
            OwnerReferences = [new() { ApiVersion = "slipway.dev/v1alpha1", Kind = "ModelDeployment", Name = "ocr", Uid = model.Metadata.Uid!, Controller = true }],
        },
    };
}
