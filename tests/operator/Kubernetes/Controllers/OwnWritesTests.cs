using System.Globalization;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;
using Result = Slipway.Kubernetes.Controllers.ReconciliationResult<Slipway.Kubernetes.Models.V1ConfigMap>;

namespace Slipway.Kubernetes.Tests.Controllers;

/// <summary>A controller sees what it wrote: the cache may be behind, and what it lacks would be done twice.</summary>
public sealed class OwnWritesTests : IDisposable
{
    private readonly OperatorFixture fixture = new();

    public OwnWritesTests() => fixture.Server.Create(Samples.Config("one"));

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void A_pass_waits_until_the_store_has_what_the_last_one_wrote()
    {
        WritesOnce(versionsAhead: 2);
        fixture.Start();
        fixture.RunFor(1);

        fixture.Touch("a/one");
        fixture.RunFor(1);
        fixture.Count("reconcile").ShouldBe(1, "the store is a version behind");

        fixture.Touch("a/one");
        fixture.RunFor(0.1);
        fixture.Count("reconcile").ShouldBe(2);
    }

    [Fact]
    public void An_event_that_never_comes_is_waited_for_five_seconds()
    {
        WritesOnce(versionsAhead: 1000);
        fixture.Start();
        fixture.RunFor(1);

        fixture.Touch("a/one");
        fixture.RunFor(3.5);
        fixture.Count("reconcile").ShouldBe(1);
        fixture.RunFor(1);
        fixture.Count("reconcile").ShouldBe(2);
    }

    [Fact]
    public void An_object_that_was_made_anew_is_not_waited_for()
    {
        WritesOnce(versionsAhead: 1000);
        fixture.Start();
        fixture.RunFor(1);

        fixture.Server.Delete<V1ConfigMap>(Samples.Key("a/one"));
        fixture.Server.Create(Samples.Config("one"));
        fixture.RunFor(1);

        fixture.Count("reconcile").ShouldBe(2);
    }

    [Theory]
    [InlineData("9", "10", true)]
    [InlineData("10", "10", false)]
    [InlineData("11", "10", false)]
    [InlineData("x9", "x10", false)]
    [InlineData(null, "10", false)]
    [InlineData("9", null, false)]
    public void A_version_comes_before_another_only_where_both_are_numbers(string? version, string? other, bool isOlder) =>
        ResourceVersions.IsOlder(version, other).ShouldBe(isOlder);

    /// <summary>The first pass leaves its object some versions ahead of what the store has.</summary>
    private void WritesOnce(ulong versionsAhead) => fixture.Controller.OnReconcile = (config, _) =>
    {
        fixture.Controller.OnReconcile = ScriptedController.Succeed;
        var version = ulong.Parse(config.Metadata.ResourceVersion!, CultureInfo.InvariantCulture) + versionsAhead;
        return Task.FromResult(Result.Success(new V1ConfigMap
        {
            Metadata = new V1ObjectMeta
            {
                Name = config.Metadata.Name,
                Namespace = config.Metadata.Namespace,
                Uid = config.Metadata.Uid,
                ResourceVersion = version.ToString(CultureInfo.InvariantCulture),
            },
        }));
    };
}
