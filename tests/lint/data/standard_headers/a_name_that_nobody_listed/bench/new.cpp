std::something_new each;
