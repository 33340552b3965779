namespace Slipway.Simulator.Workloads;

/// <summary>Synthetic loads, with levels and times drawn from a seed. 128 slots are the most that 32 replicas have.</summary>
internal static class ShapeLibrary
{
    private const int Seconds = (int)(Sampler.Hours * 3600);

    /// <summary>The same load all the time.</summary>
    public static Shape Steady(Random random)
    {
        var level = Between(random, 12, 40);
        return new Shape(_ => level, 1);
    }

    /// <summary>A small load, and a few minutes of much more at times that nobody can know.</summary>
    public static Shape Spikes(Random random)
    {
        var low = Between(random, 4, 12);
        var load = Fill(low);
        for (var at = Wait(random, 1500); at < Seconds; at += Wait(random, 1500))
            Add(load, at, Between(random, 90, 300), Between(random, 15, 45));
        return new Shape(At(load), 1);
    }

    /// <summary>Rises for an hour or so, and falls at once.</summary>
    public static Shape Ramp(Random random)
    {
        var period = Between(random, 3000, 5400);
        var high = Between(random, 40, 70);
        return new Shape(second => 4 + ((high - 4) * (second % period / period)), 1);
    }

    /// <summary>Two humps with a pause between them, then hardly anything; days of four hours.</summary>
    public static Shape Office(Random random)
    {
        var high = Between(random, 25, 50);
        var day = 4 * 3600.0;
        double Hump(double part, double centre, double width) => Math.Exp(-Math.Pow((part - centre) / width, 2));
        return new Shape(second => 0.2 + (high * (Hump(second % day / day, 0.3, 0.08) + Hump(second % day / day, 0.55, 0.1))), 1);
    }

    /// <summary>Three levels that follow each other at random (a Markov-modulated Poisson process).</summary>
    public static Shape Bursty(Random random)
    {
        double[] levels = [5, 15, Between(random, 30, 50)];
        var load = new double[Seconds];
        var state = 0;
        for (var at = 0.0; at < Seconds;)
        {
            var until = Math.Min(Seconds, at + Wait(random, 240));
            for (var second = (int)at; second < (int)until; second++)
                load[second] = levels[state];
            at = until;
            state = (state + 1 + random.Next(2)) % 3;
        }

        return new Shape(At(load), 0.5);
    }

    /// <summary>A few requests, then none for minutes.</summary>
    public static Shape Trickle(Random random)
    {
        var load = new double[Seconds];
        for (var at = Wait(random, 600); at < Seconds; at += Wait(random, 600))
            Add(load, at, Between(random, 20, 120), 1.5);
        return new Shape(At(load), 1);
    }

    /// <summary>Day and night of two hours, each day a little different.</summary>
    public static Shape Diurnal(Random random)
    {
        var middle = Between(random, 20, 36);
        var swing = middle * Between(random, 0.6, 0.9);
        var days = Enumerable.Range(0, 8).Select(_ => Between(random, 0.85, 1.15)).ToArray();
        return new Shape(second => middle + (swing * days[(int)(second / 7200)] * Math.Sin(2 * Math.PI * second / 7200)), 1);
    }

    /// <summary>On for some minutes, off for some minutes.</summary>
    public static Shape OnOff(Random random)
    {
        var load = new double[Seconds];
        var high = Between(random, 12, 30);
        for (var at = Wait(random, 600); at < Seconds;)
        {
            var on = Between(random, 240, 900);
            Add(load, at, on, high);
            at += on + Between(random, 120, 1500);
        }

        return new Shape(At(load), 1);
    }

    /// <summary>A job that comes every half hour, give or take half a minute, beside a small load.</summary>
    public static Shape Batch(Random random)
    {
        var load = Fill(Between(random, 2, 6));
        var period = Between(random, 1500, 2400);
        for (var at = period * random.NextDouble(); at < Seconds; at += period)
            Add(load, at + Between(random, 0, 60), Between(random, 300, 420), Between(random, 20, 32));
        return new Shape(At(load), 1);
    }

    /// <summary>Everybody comes within a minute, and leaves within half an hour; twice or so in the time.</summary>
    public static Shape Crowd(Random random)
    {
        var load = Fill(Between(random, 8, 14));
        for (var at = Wait(random, 5400); at < Seconds; at += 3600 + Wait(random, 7200))
        {
            var high = Between(random, 30, 60);
            for (var second = (int)at; second < Seconds; second++)
                load[second] += high * Math.Min(1, (second - at) / 60) * Math.Exp(-(second - at) / 900);
        }

        return new Shape(At(load), 1);
    }

    /// <summary>A random walk that tends back to its middle.</summary>
    public static Shape Walk(Random random)
    {
        var load = new double[Seconds];
        var middle = Math.Log(Between(random, 14, 24));
        var level = middle;
        for (var second = 0; second < Seconds; second++)
        {
            level += ((middle - level) / 1800) + (0.012 * Sampler.Normal(random));
            load[second] = Math.Min(100, Math.Exp(level));
        }

        return new Shape(At(load), 1);
    }

    /// <summary>Another level every half hour or so.</summary>
    public static Shape Stairs(Random random)
    {
        var load = new double[Seconds];
        for (var at = 0.0; at < Seconds;)
        {
            var lasts = Between(random, 1200, 2400);
            Add(load, at, lasts, Between(random, 5, 50));
            at += lasts;
        }

        return new Shape(At(load), 2);
    }

    private static Func<double, double> At(double[] load) => second => load[(int)second];

    private static double[] Fill(double level)
    {
        var load = new double[Seconds];
        Array.Fill(load, level);
        return load;
    }

    private static void Add(double[] load, double from, double seconds, double level)
    {
        for (var second = (int)from; second < Math.Min(Seconds, (int)(from + seconds)); second++)
            load[second] += level;
    }

    private static double Wait(Random random, double mean) => Sampler.Exponential(random, 1 / mean);

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
