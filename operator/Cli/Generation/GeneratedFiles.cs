using Slipway.Api;
using Slipway.Controllers;
using Slipway.Gateway;
using Slipway.Kubernetes.Generation;
using Slipway.Kubernetes.Rbac;

namespace Slipway.Cli.Generation;

/// <summary>What <c>slipway generate</c> writes.</summary>
internal static class GeneratedFiles
{
    public static IEnumerable<Manifest> Crds() => [CrdGenerator.Generate(typeof(ModelDeployment))];

    /// <summary>The rights in the namespaces that the operator looks after; those for its own lease are the chart's.</summary>
    public static IEnumerable<Manifest> Rbac() =>
    [
        RbacGenerator.Generate("slipway-manager", typeof(ManagerOptions).Assembly),
        RbacGenerator.GenerateClusterWide("nodes-rbac.yaml", "slipway-nodes", typeof(ManagerOptions).Assembly),
        RbacGenerator.GenerateFile("gateway-rbac.yaml", "slipway-gateway", typeof(GatewayOptions).Assembly),
    ];
}
