namespace Slipway.Simulator.Policies;

/// <summary>The largest of the values of the last seconds.</summary>
internal sealed class MaxWindow(double seconds)
{
    private readonly LinkedList<(double At, int Value)> falling = new();

    public int Add(double now, int value)
    {
        while (falling.Last is { } last && last.Value.Value <= value)
            falling.RemoveLast();
        falling.AddLast((now, value));
        while (falling.First!.Value.At < now - seconds)
            falling.RemoveFirst();
        return falling.First.Value.Value;
    }
}
