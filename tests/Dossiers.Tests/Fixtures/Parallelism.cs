using Xunit.v3;

// The tests wait for the disk and for pauses, not for processors.
[assembly: Parallelization(MaxThreads = 8)]
