using System.Reflection;
using Slipway.Kubernetes.Client;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>A client whose API server can be taken away.</summary>
public class CuttableClient : DispatchProxy
{
    private IKubernetesClient inner = null!;

    public bool IsCut { get; set; }

    /// <summary>Calls that found nobody.</summary>
    public int Refused { get; set; }

    public static (IKubernetesClient Client, CuttableClient Control) Of(IKubernetesClient inner)
    {
        var client = Create<IKubernetesClient, CuttableClient>();
        var control = (CuttableClient)(object)client;
        control.inner = inner;
        return (client, control);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!IsCut)
            return targetMethod!.Invoke(inner, args);
        Refused++;
        throw new HttpRequestException("connection refused (the test has cut it)");
    }
}
