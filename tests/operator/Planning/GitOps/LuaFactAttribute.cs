namespace Slipway.Planning.Tests.GitOps;

/// <summary>A test against Debian's lua5.4: skipped where it is not installed, but never in CI.</summary>
internal sealed class LuaFactAttribute : FactAttribute
{
    public LuaFactAttribute()
    {
        if (!File.Exists(LuaScript.Program) && Environment.GetEnvironmentVariable("CI") is null)
            Skip = $"{LuaScript.Program} is not there: apt-get install lua5.4";
    }
}
