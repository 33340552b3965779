using Microsoft.Extensions.DependencyInjection;
using Slipway.Controllers.Observing.Metrics;

namespace Slipway.Controllers.Tests.Observing.Metrics;

/// <summary>The client as the operator registers it.</summary>
internal static class MetricsFixture
{
    public static ServiceProvider Services(Uri? address) =>
        new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddMetricsServer(address).BuildServiceProvider();

    public static IMetricsServer Server(this ServiceProvider services) => services.GetRequiredService<IMetricsServer>();
}
