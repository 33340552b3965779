using Microsoft.Extensions.DependencyInjection;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Leadership;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Controllers;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Hosting;

public sealed class RegistrationTests
{
    [Fact]
    public void A_kind_followed_twice_has_one_informer()
    {
        using var fixture = new OperatorFixture(add: builder => builder
            .AddController<ScriptedController, V1ConfigMap>(sources => sources.Owns<V1Secret>("app=x"))
            .AddInformer<V1ConfigMap>()
            .AddInformer<V1Secret>("app=x"));

        fixture.Services.GetServices<IInformer>().Select(informer => informer.Name).ShouldBe(["configmaps", "secrets{app=x}"]);
        fixture.Services.GetRequiredService<IEntityStore<V1ConfigMap>>()
            .ShouldBeSameAs(fixture.Services.GetRequiredService<IEntityInformer<V1ConfigMap>>());
    }

    [Fact]
    public void The_store_of_a_kind_followed_only_in_part_can_be_injected()
    {
        using var fixture = new OperatorFixture(add: builder => builder.AddInformer<V1Secret>("app=x"));

        fixture.Services.GetRequiredService<IEntityStore<V1Secret>>()
            .ShouldBeSameAs(fixture.Services.GetRequiredKeyedService<IEntityStore<V1Secret>>("app=x"));
    }

    [Fact]
    public void A_store_that_could_be_either_of_two_is_refused_with_both_names()
    {
        using var fixture = new OperatorFixture(add: builder => builder.AddInformer<V1Secret>("app=x").AddInformer<V1Secret>("app=y"));

        var refused = Should.Throw<InvalidOperationException>(() => fixture.Services.GetRequiredService<IEntityStore<V1Secret>>());
        refused.Message.ShouldContain("app=x, app=y");
    }

    [Fact]
    public async Task A_process_that_does_not_lead_cannot_write_but_can_read()
    {
        using var fixture = new OperatorFixture(settings: new OperatorSettings { Name = "test", LeaseNamespace = "system" });
        var client = fixture.Services.GetRequiredService<IKubernetesClient>();

        (await client.GetAsync<V1ConfigMap>("one", "a", CancellationToken.None)).ShouldBeNull();
        await Should.ThrowAsync<NotLeadingException>(() => client.CreateAsync(Samples.Config("one"), WriteOptions.Default, CancellationToken.None));
        var plain = fixture.Services.GetRequiredKeyedService<IKubernetesClient>(KubernetesClients.Unfenced);
        (await plain.CreateAsync(Samples.Config("one"), WriteOptions.Default, CancellationToken.None)).Metadata.Uid.ShouldNotBeNull();
    }

    [Fact]
    public void An_operator_without_a_client_says_what_is_missing() =>
        Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddKubernetesOperator(OperatorFixture.Alone))
            .Message.ShouldContain("IKubernetesClient");

    [Theory]
    [InlineData(10, 10, 2)]
    [InlineData(15, 10, 10)]
    [InlineData(0, 10, 2)]
    public void Lease_times_that_would_allow_two_leaders_are_refused(int duration, int deadline, int retry)
    {
        var settings = new OperatorSettings
        {
            Name = "test",
            LeaseDuration = TimeSpan.FromSeconds(duration),
            RenewDeadline = TimeSpan.FromSeconds(deadline),
            RetryPeriod = TimeSpan.FromSeconds(retry),
        };

        Should.Throw<InvalidOperationException>(() => new OperatorFixture(settings: settings));
    }
}
