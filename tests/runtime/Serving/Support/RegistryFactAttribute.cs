namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>A test against Debian's docker-registry: skipped where it is not installed, but never in CI.</summary>
internal sealed class RegistryFactAttribute : FactAttribute
{
    public RegistryFactAttribute()
    {
        var isThere = File.Exists(DockerRegistry.Program);
        if (!isThere && Environment.GetEnvironmentVariable("CI") is null) Skip = $"{DockerRegistry.Program} is not there: apt-get install docker-registry";
    }
}
