using Slipway.Kubernetes.Leadership;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>Leads when told to.</summary>
internal sealed class FakeLeadership : ILeadership
{
    public bool IsLeading { get; set; } = true;

    public string Identity => "test";
}
