namespace Slipway.Gateway.Hosting;

/// <summary>Whether the gateway is on its way out: unready, and asking clients to open new connections elsewhere.</summary>
internal sealed class Draining
{
    private volatile bool hasBegun;

    public bool HasBegun => hasBegun;

    public void Begin() => hasBegun = true;
}
